import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import type { Context } from 'aws-lambda';
import { METRIC_NAMESPACE, METRICS, type MetricName } from '../core/metrics.ts';
import { stackOf } from '../core/stack-of.ts';
import { Deployment } from './deployment.ts';

/** What a log line may say. There is no name for a row, the value of a parameter, a credential or an event, so none can be logged. */
type Field =
  | 'investigation' // ids and names
  | 'execution'
  | 'alarm'
  | 'audit'
  | 'runbook'
  | 'step'
  | 'pass'
  | 'role'
  | 'query'
  | 'state'
  | 'channel'
  | 'topic'
  | 'account'
  | 'region'
  | 'severity'
  | 'kind'
  | 'outcome'
  | 'error' // the name of an error, its message never
  | 'code'
  | 'request'
  | 'count' // amounts
  | 'rows'
  | 'bytes'
  | 'dollars'
  | 'attempt'
  | 'seconds'
  | 'milliseconds';

/** Ids, names, counts and durations. A text that does not look like an id is withheld, whatever its field. */
export type Fields = Readonly<Partial<Record<Field, string | number | boolean>>>;

/** Text that stands in the source as it is. A text put together at run time is `never`: it could carry what an alarm says. */
type Fixed<Text extends string> = Record<never, never> extends Record<Text, unknown> ? never : Text;

const logger = new Logger({ serviceName: 'trailwarden' });

/** Structured log lines: a fixed sentence, and fields that hold ids and amounts only. */
export const log = {
  info: <Text extends string>(message: Fixed<Text>, fields: Fields = {}): void => logger.info(message, shown(fields)),
  warn: <Text extends string>(message: Fixed<Text>, fields: Fields = {}): void => logger.warn(message, shown(fields)),
  /** Says which error was thrown and where in our code. Its message stays out: it may quote a value of the alarm or of a log record. */
  error: <Text extends string>(message: Fixed<Text>, thrown: unknown, fields: Fields = {}): void =>
    logger.error(message, { ...shown({ ...fields, ...errorFields(thrown) }), frames: framesOf(thrown) }),
};

/** Letters, digits and what ARNs, names, times and versions need; no blank, quote, bracket or line break of a record or of SQL. */
const ID = /^[\w.:/@=+,*-]{1,256}$/;
/** Access keys are ids to AWS and half of a credential to us, so they are withheld. Source: IAM User Guide, unique identifiers. */
const ACCESS_KEY = /\bA(KIA|SIA)[A-Z0-9]{12,}/;

const shown = (fields: Fields): Record<string, string | number | boolean> =>
  Object.fromEntries(Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[name, shownValue(value)]])));

const shownValue = (value: string | number | boolean): string | number | boolean =>
  typeof value !== 'string' || (ID.test(value) && !ACCESS_KEY.test(value)) ? value : '(withheld)';

/** An error of AWS names the request, with which AWS Support can find it. */
function errorFields(thrown: unknown): Fields {
  if (!(thrown instanceof Error)) return { error: typeof thrown };
  const metadata: unknown = Reflect.get(thrown, '$metadata');
  const request: unknown = typeof metadata === 'object' && metadata !== null ? Reflect.get(metadata, 'requestId') : undefined;
  return { error: thrown.name, request: typeof request === 'string' ? request : undefined };
}

/** The places in the code, without the message that the stack begins with. */
const framesOf = (thrown: unknown): string[] =>
  thrown instanceof Error
    ? (thrown.stack ?? '')
        .split('\n')
        .flatMap((line) => /^ {4}at ([^\n]{1,200})$/.exec(line)?.[1] ?? [])
        .slice(0, 8)
    : [];

const metrics = new Metrics({ namespace: METRIC_NAMESPACE });

/** Adds a value to a metric. It leaves with the others when the handler ends: as a log line that CloudWatch reads, so no call is made. */
export function count(name: MetricName, value = 1): void {
  metrics.addMetric(name, METRICS[name].unit, value);
}

/** A handler whose failure is logged and whose metrics are sent, however it ends. */
export const observed =
  <Input, Output>(handler: (input: Input, context?: Context) => Promise<Output>) =>
  async (input: Input, context?: Context): Promise<Output> => {
    if (context !== undefined) logger.addContext(context);
    try {
      return await handler(input, context);
    } catch (thrown) {
      log.error('the handler failed', thrown);
      throw thrown;
    } finally {
      flush();
    }
  };

/** One dimension, the stack: powertools' own, the service, would make another metric of the same name. */
function flush(): void {
  if (!metrics.hasStoredMetrics()) return;
  metrics.clearDefaultDimensions();
  metrics.setDefaultDimensions({ stack: stackName() });
  metrics.publishStoredMetrics();
}

function stackName(): string {
  const deployment: unknown = JSON.parse(process.env.DEPLOYMENT ?? '{"rolePath":""}');
  return stackOf(Deployment.pick({ rolePath: true }).parse(deployment)) || 'none';
}
