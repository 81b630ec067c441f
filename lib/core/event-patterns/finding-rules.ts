import type { EventRule } from '../event-patterns.ts';
import type { Catalogue } from '../runbook/runbook.ts';
import type { Settings } from '../settings.ts';
import { type Filter, filterOf } from './filter-of.ts';
import { split } from './split.ts';

/** GuardDuty's own findings, and where settings want them, those that arrive by way of Security Hub. */
export function findingRules(catalogue: Catalogue, { triggers }: Settings): EventRule[] {
  const globs = [...new Set([...catalogue.values()].flatMap((runbook) => runbook.triggers.guardduty))].toSorted();
  if (globs.length === 0) return [];
  const minimum = triggers.guarddutyMinimumSeverity;
  return [...ofGuardDuty(globs, minimum), ...(triggers.securityHub ? [ofSecurityHub(minimum)] : [])];
}

/** Those that someone archived arrive too, so the pattern says which: GuardDuty User Guide, "Processing GuardDuty findings with EventBridge". */
function ofGuardDuty(globs: readonly string[], minimum: number): EventRule[] {
  const patternOf = (type: readonly Filter[] | undefined) => ({
    source: ['aws.guardduty'],
    'detail-type': ['GuardDuty Finding'],
    detail: {
      ...(type && { type }),
      severity: [{ numeric: ['>=', minimum] }],
      service: { archived: [false] },
    },
  });
  const rule = { id: 'guardduty', description: `GuardDuty findings of severity ${minimum} and above`, allManagementEvents: false };
  if (globs.includes('*')) return [{ ...rule, pattern: patternOf(undefined) }];
  return split({ ...rule, alternatives: globs.map(filterOf), patternOf });
}

/** From which severity of GuardDuty Security Hub writes which label: Security Hub User Guide, "Severity", and GuardDuty's own bands. */
const LABELS: readonly (readonly [label: string, below: number])[] = [
  ['CRITICAL', Infinity],
  ['HIGH', 9],
  ['MEDIUM', 7],
  ['LOW', 4],
];

/**
 * Their types are written in another way there, so the types are left to the start function. The number is not kept, only its band: one
 * that the minimum cuts through is let in whole.
 */
const ofSecurityHub = (minimum: number): EventRule => ({
  id: 'securityhub',
  description: `GuardDuty findings by way of Security Hub, of the band of severity ${minimum} and above`,
  allManagementEvents: false,
  pattern: {
    source: ['aws.securityhub'],
    'detail-type': ['Security Hub Findings - Imported'],
    detail: {
      findings: {
        ProductArn: [{ suffix: ':product/aws/guardduty' }],
        Severity: { Label: LABELS.flatMap(([label, below]) => (below > minimum ? [label] : [])) },
        RecordState: ['ACTIVE'],
      },
    },
  },
});
