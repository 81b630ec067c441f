import * as z from 'zod';
import type { Alarm } from '../alarm.ts';
import { InputError } from '../errors.ts';
import type { Severity } from '../severity.ts';
import { ASFF_ACTION, ASFF_RESOURCES, productCandidates } from './asff-sources.ts';
import { sequenceCandidates } from './attack-sequence.ts';
import { type Delivery, type Kind, text } from './delivery.ts';
import { alarmFrom } from './draft.ts';
import { findingsOf } from './findings.ts';
import { arnField, lastPart } from './part.ts';
import { isSample } from './sample.ts';
import { candidatesAt, candidatesByType, valuesAt } from './source.ts';
import { span, timeOf } from './span.ts';

/** AWS Security Finding Format, as far as an alarm needs it; fields that vary between products stay unknown. */
const Finding = z.looseObject({
  id: z.string(),
  productArn: z.string(),
  awsAccountId: text,
  region: text,
  types: z.array(z.string()).catch([]),
  title: text,
  severity: z.looseObject({ label: text, normalized: z.number().optional().catch(undefined) }).catch({}),
  createdAt: text,
  updatedAt: text,
  firstObservedAt: text,
  lastObservedAt: text,
  sample: z.unknown().optional(),
  productFields: z.record(z.string(), z.unknown()).catch({}),
  resources: z.array(z.unknown()).catch([]),
});
type Finding = z.infer<typeof Finding>;

const DETAIL_TYPES = ['Security Hub Findings - Imported', 'Security Hub Findings - Custom Action'];

/** Findings of any product in the format of Security Hub; those of GuardDuty give what GuardDuty itself would have said. */
export const securityhub: Kind = { accepts: 'Security Hub findings (imported or by custom action)', read };

function read(delivery: Delivery): Alarm[] | undefined {
  return findingsOf(delivery, Finding, DETAIL_TYPES)?.map((finding) => alarmOf(finding, delivery));
}

function alarmOf(finding: Finding, { time }: Delivery): Alarm {
  const { id, productArn, awsAccountId, types, title, createdAt, updatedAt, resources, productFields } = finding;
  const activity = span(finding.firstObservedAt, finding.lastObservedAt) ?? span(createdAt, updatedAt) ?? span(time);
  if (activity === undefined) throw new InputError('this Security Hub finding has no time in FirstObservedAt, CreatedAt or UpdatedAt');
  const ofGuardDuty = productArn.endsWith('product/aws/guardduty');
  return alarmFrom({
    kind: 'securityhub',
    type: ofGuardDuty ? guardDutyType(types[0] ?? '') : (types[0] ?? productArn),
    // The id by which GuardDuty's own event is known, so that both are one alarm.
    ...(ofGuardDuty ? { id: lastPart(id), raisedBy: 'guardduty' } : { id }),
    title: title ?? id,
    severity: severityOf(finding),
    activity,
    time: timeOf(createdAt) ?? timeOf(updatedAt) ?? activity.from,
    sample: isSample({ title, additionalInfo: additionalInfoOf(finding), ids: givenIds(finding) }),
    candidates: [
      ['accountId', awsAccountId],
      ['region', finding.region ?? arnField(ofGuardDuty ? id : productArn, 'region')],
      ...candidatesByType(resources, 'type', ASFF_RESOURCES),
      ...candidatesAt(finding, ASFF_ACTION),
      ...productCandidates(productFields),
      ...sequenceCandidates(finding),
    ],
  });
}

/** Security Hub writes `TTPs/Discovery/Recon:IAMUser-TorIPCaller` for Recon:IAMUser/TorIPCaller (GuardDuty User Guide, "Security Hub integration"). */
const guardDutyType = (type: string): string => (type.split('/').at(-1) ?? '').replace('-', '/');

const LABELS: ReadonlyMap<unknown, Severity> = new Map<unknown, Severity>([
  ['CRITICAL', 'critical'],
  ['HIGH', 'high'],
  ['MEDIUM', 'medium'],
  ['LOW', 'low'],
  ['INFORMATIONAL', 'info'],
]);

/** Findings before 2020 carry no label, only 0 to 100: Security Hub User Guide, ASFF, Severity. */
const NORMALIZED: readonly (readonly [from: number, severity: Severity])[] = [
  [90, 'critical'],
  [70, 'high'],
  [40, 'medium'],
  [1, 'low'],
  [0, 'info'],
];

function severityOf({ severity: { label, normalized }, productFields }: Finding): Severity {
  const labelled = LABELS.get(label ?? productFields['aws/securityhub/SeverityLabel']);
  return labelled ?? NORMALIZED.find(([from]) => normalized !== undefined && normalized >= from)?.[1] ?? 'medium';
}

/** As GuardDuty's `additionalInfo`, which product fields hold by path. */
const additionalInfoOf = ({ sample, productFields }: Finding): unknown => ({
  sample: sample ?? productFields['aws/guardduty/service/additionalInfo/sample'],
  value: productFields['aws/guardduty/service/additionalInfo/value'],
});

const GIVEN: readonly unknown[] = ['AwsIamAccessKey', 'AwsEc2Instance'];

/** Ids that AWS gave out. */
const givenIds = ({ resources }: Finding): unknown[] =>
  resources
    .filter((resource) => GIVEN.includes(valuesAt(resource, 'type')[0]))
    .flatMap((resource) => valuesAt(resource, 'id'))
    .map((id) => (typeof id === 'string' ? lastPart(id) : id));
