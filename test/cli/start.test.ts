import { afterAll, describe, expect, test } from 'vitest';
import { jsonText } from '../../lib/core/render/json.ts';
import { sampleReport } from '../core/render/sample-report.ts';
import { fakeCloud, running, succeeded } from './fake-cloud.ts';
import { cli } from './run-cli.ts';
import { KEY, REQUEST, record, smallIncident } from './small-incident.ts';

const { alarm, write, remove } = smallIncident();
afterAll(remove);

const finding = (id: string) => ({
  ...{
    SchemaVersion: '2018-10-08',
    Id: id,
    ProductArn: 'arn:aws:securityhub:us-east-1::product/aws/guardduty',
    AwsAccountId: '111122223333',
  },
  ...{ Types: ['TTPs/UnauthorizedAccess:IAMUser-MaliciousIPCaller'], Title: id, Severity: { Label: 'HIGH' }, Region: 'us-east-1' },
  ...{ CreatedAt: '2026-11-18T02:00:00Z', UpdatedAt: '2026-11-18T03:00:00Z' },
  Resources: [{ Type: 'AwsIamAccessKey', Id: `AWS::IAM::AccessKey:${KEY}`, Details: { AwsIamAccessKey: { AccessKeyId: KEY } } }],
});
const imported = {
  ...{ 'detail-type': 'Security Hub Findings - Imported', source: 'aws.securityhub', account: '111122223333', region: 'us-east-1' },
  ...{ time: '2026-11-18T03:00:00Z', detail: { findings: [finding('arn:x/finding/one'), finding('arn:x/finding/two')] } },
};

describe('trailwarden start', () => {
  test('starts a request under a name of its own, and says who claims to have started it', async () => {
    const aws = fakeCloud({});
    const { code, out, err } = await cli(['start', ...REQUEST, '--minutes', '60', '--region', 'eu-west-1'], { cloud: aws.load });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const [[, id, input] = []] = aws.of('start');
    expect(id).toMatch(/^20261124t120000z-[0-9a-f]{12}$/);
    expect(input).toEqual({
      request: {
        ...{ runbooks: ['access-key-activity'], parameters: { accessKeyId: [KEY] }, reason: 'audit' },
        ...{ from: '2026-11-18T00:00:00Z', to: '2026-11-19T00:00:00Z' },
      },
      minutes: 60,
      startedBy: 'arn:aws:iam::111122223333:user/on-call (as claimed)',
    });
    expect(out).toContain(`trailwarden watch ${id} --region eu-west-1\n`);
    expect(aws.of('deployment')).toEqual([['deployment', { stack: 'Trailwarden', region: 'eu-west-1', profile: undefined }]]);
  });

  test('passes an alarm on as it came', async () => {
    const aws = fakeCloud({});
    expect(await cli(['start', '--alarm', alarm], { cloud: aws.load })).toMatchObject({ code: 0, err: '' });
    expect(aws.of('start')[0]?.[2]).toMatchObject({ alarm: record(0, 'ci-release') });
  });

  test('starts the one finding that was chosen of several', async () => {
    const aws = fakeCloud({});
    const path = write('imported.json', JSON.stringify(imported));
    expect(await cli(['start', '--alarm', path], { cloud: aws.load })).toMatchObject({
      code: 2,
      err: expect.stringContaining('choose one with --finding: one, two'),
    });
    expect(await cli(['start', '--alarm', path, '--finding', 'two'], { cloud: aws.load })).toMatchObject({ code: 0 });
    const chosen = { ...imported, detail: { findings: [finding('arn:x/finding/two')] } };
    expect(aws.of('start')).toEqual([['start', expect.any(String), { alarm: chosen, startedBy: expect.any(String) }]]);
  });

  test('gives two different requests of one second two names, and the same request one', async () => {
    const aws = fakeCloud({});
    for (const reason of ['one', 'two', 'one']) await cli(['start', ...REQUEST.slice(0, -1), reason], { cloud: aws.load });
    const [one, two, again] = aws.of('start').map(([, id]) => id);
    expect(one).not.toBe(two);
    expect(again).toBe(one);
  });

  test.each([
    [[], 'nothing to investigate'],
    [['--alarm', alarm, '--runbook', 'access-key-activity', '--from', '2026-06-01'], '--runbook, --from cannot be given with --alarm here'],
    [[...REQUEST, '--minutes', '30'], "--minutes '30' must be 15 or 60"],
    [[...REQUEST, '--stack', 'a b'], "--stack 'a b' is not the name of a stack"],
    [[...REQUEST, '--region', 'Ireland'], "--region 'Ireland' is not a Region like eu-west-1"],
    [[...REQUEST, '--fail-on', 'bad'], "--fail-on 'bad' is no severity"],
    [['--runbook', 'nonsense', ...REQUEST.slice(4)], "unknown runbook 'nonsense'"],
  ])('refuses %j and starts nothing', async (argv, said) => {
    const aws = fakeCloud({});
    const { code, err } = await cli(['start', ...argv], { cloud: aws.load });
    expect({ code, started: aws.of('start') }).toEqual({ code: 2, started: [] });
    expect(err).toContain(said);
  });

  test('refuses an alarm that is too long for Step Functions', async () => {
    const aws = fakeCloud({});
    const path = write('long.json', JSON.stringify({ ...record(0, 'x'), additionalEventData: 'A'.repeat(300_000) }));
    const { code, err } = await cli(['start', '--alarm', path], { cloud: aws.load });
    expect({ code, started: aws.of('start') }).toEqual({ code: 2, started: [] });
    expect(err).toContain('the alarm is 301.2 kB, and Step Functions takes 262.1 kB');
  });

  test('waits for what it started where it is to be watched', async () => {
    const report = sampleReport();
    const first = fakeCloud({});
    await cli(['start', ...REQUEST], { cloud: first.load });
    const id = String(first.of('start')[0]?.[1]);
    const aws = fakeCloud({ looks: [undefined, running, succeeded], files: { [`${id}/report.json`]: jsonText(report) } });
    const { code, out, err } = await cli(['start', ...REQUEST, '--watch', '--json'], { cloud: aws.load });
    expect(JSON.parse(out)).toEqual(report);
    expect({ code, err }).toEqual({ code: report.investigation.status === 'complete' ? 0 : 3, err: `started ${id}\n` });
  });
});
