import { InputError } from '../errors.ts';
import { firstOf } from './first-of.ts';
import { jsonOf } from './json-of.ts';
import { isObject, valuesAt } from './source.ts';

type Wrapped = Readonly<Record<string, unknown>>;

/** What each service puts around a message; the first that fits says what is inside. */
const WRAPPERS: readonly ((input: Wrapped) => unknown[] | undefined)[] = [
  ({ Records: records }) => (Array.isArray(records) && records.every(isMessage) ? records : undefined),
  ({ Sns: sns }) => (isObject(sns) && typeof sns.Message === 'string' ? [parse(sns.Message)] : undefined),
  ({ messageId, body }) => (messageId !== undefined && typeof body === 'string' ? [parse(body)] : undefined),
  ({ Type: type, Message: message }) => (type === 'Notification' && typeof message === 'string' ? [parse(message)] : undefined),
];

/** SNS over SQS over a list is three; more is somebody's joke. */
const DEEPEST = 8;

/** The alarms inside what SNS and SQS deliver, to a function or over HTTP; anything else is returned as it is. */
export function unwrap(input: unknown, depth = 0): unknown[] {
  if (depth > DEEPEST) throw new InputError(`the alarm is wrapped more than ${DEEPEST} times; pass what is inside`);
  if (Array.isArray(input)) return input.flatMap((item) => unwrap(item, depth + 1));
  if (!isObject(input)) return [input];
  const inside = firstOf(WRAPPERS, (wrapper) => wrapper(input));
  return inside === undefined ? [input] : inside.flatMap((item) => unwrap(item, depth + 1));
}

/** CloudTrail names its lists `Records` too, but they carry no messages. */
const isMessage = (record: unknown): boolean => valuesAt(record, 'Sns.Message | body').length > 0;

function parse(message: string): unknown {
  const inside = jsonOf(message);
  if (inside !== undefined) return inside;
  throw new InputError('the message inside SNS or SQS is not JSON; send the event itself, without an input transformer');
}
