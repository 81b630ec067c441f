import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Says of each finding of cdk-nag on a construct why it is right as it is. */
export function acknowledge(construct: IConstruct, reasons: Readonly<Record<string, string>>): void {
  for (const [id, reason] of Object.entries(reasons)) Validations.of(construct).acknowledge({ id, reason });
}
