import * as z from 'zod';
import type { Alarm } from '../alarm.ts';
import { InputError } from '../errors.ts';
import { type Delivery, type Kind, text } from './delivery.ts';
import { alarmFrom } from './draft.ts';
import { firstOf } from './first-of.ts';
import { jsonOf } from './json-of.ts';
import { arnField } from './part.ts';
import { valuesAt } from './source.ts';
import { span, timeOf } from './span.ts';

/** A change of state, whichever way CloudWatch told it. */
interface Change {
  readonly name: string;
  readonly account: string | undefined;
  readonly region: string | undefined;
  readonly state: string;
  readonly reason: string | undefined;
  /** JSON in a text; absent from SNS messages. */
  readonly reasonData: string | undefined;
  readonly time: string | undefined;
}

const State = z.looseObject({ value: z.string(), reason: text, reasonData: text, timestamp: text });

const ViaEventBridge = z.looseObject({ alarmName: z.string(), state: State });
const ViaLambda = z.looseObject({ alarmArn: text, accountId: text, region: text, time: text, alarmData: ViaEventBridge });
const ViaSns = z.looseObject({
  AlarmName: z.string(),
  NewStateValue: z.string(),
  NewStateReason: text,
  StateChangeTime: text,
  AWSAccountId: text,
  AlarmArn: text,
  Region: text,
});

const changed = ({ alarmName, state }: z.infer<typeof ViaEventBridge>, { account, region, time }: Partial<Change>): Change => ({
  name: alarmName,
  account,
  region,
  state: state.value,
  reason: state.reason,
  reasonData: state.reasonData,
  time: state.timestamp ?? time,
});

/** The forms in which an alarm arrives: as an event, from the alarm's Lambda action, from its SNS action. */
const FORMS: readonly ((delivery: Delivery) => Change | undefined)[] = [
  ({ detailType, detail, account, region, time }) => {
    const parsed = detailType === 'CloudWatch Alarm State Change' ? ViaEventBridge.safeParse(detail).data : undefined;
    return parsed && changed(parsed, { account, region, time });
  },
  ({ detailType, detail }) => {
    const parsed = detailType === undefined ? ViaLambda.safeParse(detail).data : undefined;
    return parsed && changed(parsed.alarmData, { account: parsed.accountId, region: parsed.region, time: parsed.time });
  },
  ({ detailType, detail }) => {
    const parsed = detailType === undefined ? ViaSns.safeParse(detail).data : undefined;
    if (parsed === undefined) return undefined;
    const { AlarmName: name, NewStateValue: state, NewStateReason: reason, StateChangeTime: time, AWSAccountId: account } = parsed;
    // The message's own Region is a display name ("US East (N. Virginia)").
    const region = arnField(parsed.AlarmArn, 'region') ?? parsed.Region;
    return { name, state, reason, reasonData: undefined, time, account, region };
  },
];

/** Alarms of one metric, of a query and composite ones, when they go off. They name no principal: an account, a name and a time. */
export const cloudwatch: Kind = { accepts: 'CloudWatch alarms that change to ALARM (by EventBridge, SNS or Lambda action)', read };

function read(delivery: Delivery): Alarm[] | undefined {
  const change = firstOf(FORMS, (form) => form(delivery));
  return change && [alarmOf(change)];
}

function alarmOf({ name, account, region, state, reason, reasonData, time }: Change): Alarm {
  if (state !== 'ALARM') throw new InputError('this CloudWatch alarm did not go off; only a change of state to ALARM is accepted');
  const activity = span(...startsOf(reasonData), time);
  if (activity === undefined) throw new InputError('this CloudWatch alarm does not say when its state changed');
  const at = timeOf(time) ?? activity.from;
  return alarmFrom({
    kind: 'cloudwatch',
    type: name,
    id: `${name}@${at}`,
    title: reason === undefined ? `${name} is in ALARM` : `${name}: ${reason}`,
    severity: 'medium',
    activity,
    time: at,
    candidates: [
      ['accountId', account],
      ['region', region],
    ],
  });
}

/** When what set it off began: the first evaluated datapoint, or the alarms under a composite one. */
const startsOf = (reasonData = ''): string[] =>
  valuesAt(jsonOf(reasonData), 'startDate | triggeringAlarms.state.timestamp').filter((value) => typeof value === 'string');
