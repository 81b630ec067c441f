import { globSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { count, type Fields, log, observed } from '../../lib/aws/telemetry.ts';
import { METRICS } from '../../lib/core/metrics.ts';

const lines: string[] = [];
const printed = () => lines.map((line) => JSON.parse(line));

beforeEach(() => {
  lines.length = 0;
  const keep = (chunk: string | Uint8Array) => lines.push(String(chunk)) > 0;
  vi.spyOn(process.stdout, 'write').mockImplementation(keep);
  vi.spyOn(process.stderr, 'write').mockImplementation(keep);
  vi.stubEnv('DEPLOYMENT', JSON.stringify({ rolePath: '/trailwarden/Guard/' }));
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

describe('the log', () => {
  it('says a fixed sentence with ids and amounts, as one line of JSON', () => {
    log.info('the role is gone', { investigation: '20261118t022137z-71859c451d62', seconds: 312.5, attempt: 2 });
    expect(printed()).toMatchObject([
      { level: 'INFO', message: 'the role is gone', investigation: '20261118t022137z-71859c451d62', seconds: 312.5, attempt: 2 },
    ]);
  });

  it('takes what AWS calls things', () => {
    const arn = 'arn:aws:states:eu-west-1:111122223333:execution:Guard-Machine:20261118t022137z-71859c451d62';
    log.warn('too many investigations run', { execution: arn, error: 'Athena.TooManyRequestsException', alarm: '2026-11-18T02:21:37Z' });
    expect(printed()).toMatchObject([{ execution: arn, error: 'Athena.TooManyRequestsException', alarm: '2026-11-18T02:21:37Z' }]);
  });

  it.each([
    ['a record', '{"eventName":"CreateUser"}'],
    ['a statement', "SELECT * FROM events WHERE sourceipaddress = '198.51.100.7'"],
    ['an access key', 'AKIAIOSFODNN7EXAMPLE'],
    ['an access key inside a name', 'user/ASIAIOSFODNN7EXAMPLE'],
    ['a second log line', 'run\n{"level":"INFO"}'],
    ['an endless id', 'a'.repeat(257)],
    ['nothing', ''],
  ])('withholds %s', (_what, value) => {
    log.info('asked', { query: value });
    expect(printed()).toMatchObject([{ query: '(withheld)' }]);
  });

  it('names an error, its request and where it was thrown, and keeps its message to itself', () => {
    const thrown = Object.assign(new RangeError('no such user: mallory'), { $metadata: { requestId: 'b1c2-77' } });
    log.error('the query failed', thrown, { runbook: 'iam/access-key' });
    expect(printed()).toMatchObject([{ level: 'ERROR', error: 'RangeError', request: 'b1c2-77', runbook: 'iam/access-key' }]);
    expect(printed()[0].frames[0]).toContain('telemetry.test.ts');
    expect(lines.join()).not.toContain('mallory');
  });

  it('names the type of what is thrown and is no error', () => {
    log.error('the query failed', 'mallory was here');
    expect(printed()).toMatchObject([{ error: 'string', frames: [] }]);
    expect(lines.join()).not.toContain('mallory');
  });

  it('has no field for a row and takes no sentence made at run time', () => {
    // @ts-expect-error a row has no field
    const fields: Fields = { row: 'a' };
    const user: string = 'mallory';
    // @ts-expect-error text that is only known when it runs
    log.info(user, fields);
    // @ts-expect-error text that is put together when it runs
    log.info(`found ${user}`, fields);
    expect(lines).toHaveLength(2);
  });
});

describe('a metric', () => {
  it('leaves when the handler ends, with its unit and the stack as its one dimension', async () => {
    const handler = observed(async (bytes: number) => {
      count('BytesScanned', bytes);
      count('Findings');
      expect(lines).toEqual([]);
      return 'done';
    });
    await expect(handler(4096)).resolves.toBe('done');
    expect(printed()).toMatchObject([{ stack: 'Guard', BytesScanned: 4096, Findings: 1 }]);
    expect(printed()[0]._aws.CloudWatchMetrics).toEqual([
      {
        Namespace: 'Trailwarden',
        Dimensions: [['stack']],
        Metrics: [
          { Name: 'BytesScanned', Unit: 'Bytes' },
          { Name: 'Findings', Unit: 'Count' },
        ],
      },
    ]);
  });

  it('leaves when the handler fails, too, and the failure goes on', async () => {
    const handler = observed(async () => {
      count('RefusedAlarms');
      throw new TypeError('of mallory');
    });
    await expect(handler({})).rejects.toThrow('of mallory');
    expect(printed()).toMatchObject([{ level: 'ERROR', message: 'the handler failed', error: 'TypeError' }, { RefusedAlarms: 1 }]);
  });

  it('is sent once', async () => {
    const handler = observed(async (counts: boolean) => (counts ? count('Investigations') : undefined));
    await handler(true);
    await handler(false);
    expect(lines).toHaveLength(1);
  });

  it('keeps its dimension in the next run', async () => {
    const handler = observed(async () => count('Investigations'));
    await handler({});
    await handler({});
    expect(printed().map((line) => line._aws.CloudWatchMetrics[0].Dimensions)).toEqual([[['stack']], [['stack']]]);
  });

  it('is sent somewhere, each of them', () => {
    const sources = globSync('{lambdas,lib/aws}/**/*.ts').map((file) => readFileSync(file, 'utf8'));
    expect(Object.keys(METRICS).filter((name) => !sources.some((source) => source.includes(`count('${name}'`)))).toEqual([]);
  });

  it('is one that a sentence explains', () => {
    expect(Object.values(METRICS).filter(({ meaning }) => !/^[A-Z].{20,}$/.test(meaning))).toEqual([]);
  });
});
