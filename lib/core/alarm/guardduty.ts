import * as z from 'zod';
import type { Alarm } from '../alarm.ts';
import { InputError } from '../errors.ts';
import type { Severity } from '../severity.ts';
import { sequenceCandidates } from './attack-sequence.ts';
import { type Delivery, type Kind, text } from './delivery.ts';
import { alarmFrom } from './draft.ts';
import { findingsOf } from './findings.ts';
import { GUARDDUTY } from './guardduty-sources.ts';
import { isSample } from './sample.ts';
import { candidatesAt, valuesAt } from './source.ts';
import { span, timeOf } from './span.ts';

/** Medium, where GuardDuty gives none. */
const UNKNOWN_SEVERITY = 5;

const Finding = z.looseObject({
  id: z.string(),
  type: z.string(),
  title: text,
  severity: z.union([z.number(), z.string().transform(Number)]).catch(UNKNOWN_SEVERITY),
  createdAt: text,
  updatedAt: text,
  resource: z.unknown().optional(),
  service: z.looseObject({ eventFirstSeen: text, eventLastSeen: text, additionalInfo: z.unknown().optional() }),
});
type Finding = z.infer<typeof Finding>;

/** Findings of every resource type, attack sequences and custom detections among them, as events or as GetFindings answers. */
export const guardduty: Kind = { accepts: 'GuardDuty findings', read };

function read(delivery: Delivery): Alarm[] | undefined {
  return findingsOf(delivery, Finding, ['GuardDuty Finding'])?.map((finding) => alarmOf(finding, delivery));
}

function alarmOf(finding: Finding, { region, time }: Delivery): Alarm {
  const { id, type, title, severity, createdAt, updatedAt, service } = finding;
  const activity = span(service.eventFirstSeen, service.eventLastSeen) ?? span(createdAt, updatedAt) ?? span(time);
  if (activity === undefined) throw new InputError('this GuardDuty finding has no time in service, createdAt or updatedAt');
  return alarmFrom({
    kind: 'guardduty',
    type,
    id,
    title: title ?? type,
    severity: severityOf(severity),
    activity,
    // Of its first delivery: an update continues the case.
    time: timeOf(createdAt) ?? timeOf(updatedAt) ?? timeOf(time) ?? activity.from,
    sample: isSample({ title, additionalInfo: service.additionalInfo, ids: givenIds(finding) }),
    candidates: [['region', finding.region ?? region], ...candidatesAt(finding, GUARDDUTY), ...sequenceCandidates(finding)],
  });
}

/** GuardDuty User Guide, "Severity levels of GuardDuty findings". */
const SEVERITIES: readonly (readonly [from: number, severity: Severity])[] = [
  [9, 'critical'],
  [7, 'high'],
  [4, 'medium'],
];

/** Severity of a number from 1.0 to 10.0. */
const severityOf = (value: number): Severity => SEVERITIES.find(([from]) => value >= from)?.[1] ?? 'low';

/** Ids that AWS gave out. */
const givenIds = (finding: Finding): unknown[] => [
  ...valuesAt(finding, 'resource.accessKeyDetails.accessKeyId'),
  ...valuesAt(finding, 'resource.instanceDetails.instanceId'),
];
