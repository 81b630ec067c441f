import * as z from 'zod';
import type { Alarm } from '../alarm.ts';
import { InputError } from '../errors.ts';
import type { Severity } from '../severity.ts';
import { sequenceCandidates } from './attack-sequence.ts';
import { camelCase } from './camel-case.ts';
import { type Delivery, type Kind, text } from './delivery.ts';
import { alarmFrom } from './draft.ts';
import { GUARDDUTY } from './guardduty-sources.ts';
import { candidatesAt } from './source.ts';
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

const DETAIL_TYPE = 'GuardDuty Finding';

/** Findings of every resource type, attack sequences and custom detections among them, as events or as GetFindings answers. */
export const guardduty: Kind = { accepts: 'GuardDuty findings', read };

function read(delivery: Delivery): Alarm[] | undefined {
  const { detail, detailType = DETAIL_TYPE } = delivery;
  if (detailType !== DETAIL_TYPE) return undefined;
  const parsed = z.array(Finding).safeParse(camelCase([detail.findings ?? detail.Findings ?? detail].flat()));
  if (parsed.success) return parsed.data.map((finding) => alarmOf(finding, delivery));
  if (delivery.detailType === undefined) return undefined;
  const wrong = parsed.error.issues.map(({ path }) => path.slice(1).join('.')).join(', ');
  throw new InputError(`this '${DETAIL_TYPE}' lacks ${wrong}; pass the whole event as EventBridge delivers it`);
}

function alarmOf(finding: Finding, { region, time }: Delivery): Alarm {
  const { id, type, title, severity, createdAt, updatedAt, service } = finding;
  const activity = span(service.eventFirstSeen, service.eventLastSeen) ?? span(createdAt, updatedAt) ?? span(time);
  if (activity === undefined)
    throw new InputError('this GuardDuty finding has no time: service.eventFirstSeen, createdAt and updatedAt are missing');
  return alarmFrom({
    kind: 'guardduty',
    type,
    id,
    title: title ?? type,
    severity: severityOf(severity),
    activity,
    // Of its first delivery: an update continues the case.
    time: timeOf(createdAt) ?? timeOf(updatedAt) ?? timeOf(time) ?? activity.from,
    sample: isSample(finding),
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

const Sample = z.object({ sample: z.literal([true, 'true']) });
const Value = z.object({ value: z.string() });
/** Only what AWS itself writes: an intruder may name a user `GeneratedFinding...`, but not a key or an instance. */
const Generated = z.union([
  z.object({ resource: z.object({ accessKeyDetails: z.object({ accessKeyId: z.literal('GeneratedFindingAccessKeyId') }) }) }),
  z.object({ resource: z.object({ instanceDetails: z.object({ instanceId: z.literal('i-99999999') }) }) }),
  z.object({ title: z.string().startsWith('[SAMPLE]') }),
]);

function isSample(finding: Finding): boolean {
  const { additionalInfo } = finding.service;
  const value = Value.safeParse(additionalInfo).data?.value ?? '';
  return Sample.safeParse(additionalInfo).success || Sample.safeParse(jsonOf(value)).success || Generated.safeParse(finding).success;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
