import { afterAll, describe, expect, test } from 'vitest';
import type { Check, RoleSeen } from '../../lib/cli/cloud.ts';
import { jsonText } from '../../lib/core/render/json.ts';
import { reportWith } from '../core/message/example-context.ts';
import { actingCharacters } from '../core/render/acting-characters.ts';
import { fakeCloud, ID, running, succeeded } from './fake-cloud.ts';
import { cli } from './run-cli.ts';
import { smallIncident } from './small-incident.ts';

const { path, write, remove } = smallIncident();
afterAll(remove);

const report = reportWith({}, { id: ID, status: 'complete' });
const files = { [`${ID}/report.json`]: jsonText(report) };

describe('trailwarden report', () => {
  test('tells the report, copies what was asked for, and says how to go on', async () => {
    const aws = fakeCloud({ files: { ...files, [`${ID}-2/manifest.json`]: '{}' } });
    const [page, folder] = [path('report.html'), path('case 7')];
    const { code, out, err } = await cli(['report', ID, '--html', page, '--save', folder], { cloud: aws.load });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain(
      `A second look followed: trailwarden report ${ID}-2\nIn full: ${page}\nAsk the evidence again: trailwarden replay '${folder}'\n`,
    );
    expect([...aws.of('copyFile'), ...aws.of('copyFolder')]).toEqual([
      ['copyFile', ID, 'report.html', page],
      ['copyFolder', ID, folder],
    ]);
  });

  test('prints JSON alone', async () => {
    const { out } = await cli(['report', ID, '--json'], { cloud: fakeCloud({ files }).load });
    expect(JSON.parse(out)).toEqual(report);
  });

  test('writes over nothing', async () => {
    const aws = fakeCloud({ files });
    const { code, err } = await cli(['report', ID, '--save', path('logs')], { cloud: aws.load });
    expect({ code, asked: aws.asked }).toEqual({ code: 2, asked: [] });
    expect(err).toContain('exists already; give a new name');
  });

  test.each([
    [undefined, 'no investigation'],
    [running, `is still running; 'trailwarden watch ${ID}' waits for its report`],
    [{ ...succeeded, status: 'aborted' as const }, 'aborted and left no report'],
  ])('says of %j why there is none', async (execution, said) => {
    const { code, err } = await cli(['report', ID], { cloud: fakeCloud({ looks: [execution] }).load });
    expect(code).toBe(2);
    expect(err).toContain(said);
  });

  test('says of a report of another version that it cannot be read', async () => {
    const { code, err } = await cli(['report', ID], { cloud: fakeCloud({ files: { [`${ID}/report.json`]: '{"schema":"x"}' } }).load });
    expect(code).toBe(3);
    expect(err).toContain('report.json is not what this version of trailwarden writes');
  });
});

describe('trailwarden list', () => {
  const other = { ...running, id: 'other' };
  const hostile = reportWith({}, { id: 'hostile', alarm: { ...report.investigation.alarm, title: '\u001b[31mone\ntwo' } });

  test('shows what each one found, and nothing that acts', async () => {
    const executions = [other, succeeded, { ...succeeded, id: 'hostile' }];
    const aws = fakeCloud({ executions, files: { ...files, 'hostile/report.json': jsonText(hostile) } });
    const { code, out } = await cli(['list', '--limit', '7', '--status', 'timed-out'], { cloud: aws.load });
    expect(code).toBe(0);
    expect(out).toContain('other  2026-11-24 12:00:00 UTC  running\n');
    expect(out).toMatch(/\n {4}[A-Z]+ \d+ findings? in/);
    expect(actingCharacters(out.replaceAll('\n', ''))).toEqual([]);
    expect(aws.of('executions')).toEqual([['executions', { most: 7, status: 'timed-out' }]]);
  });

  test('gives the same as JSON, and passes over a report that is too large or of another version', async () => {
    const aws = fakeCloud({
      executions: [succeeded, { ...succeeded, id: 'large' }, { ...succeeded, id: 'old' }],
      files: { ...files, 'large/report.json': 'x'.repeat(8_000_001), 'old/report.json': '{}' },
    });
    const { out } = await cli(['list', '--json'], { cloud: aws.load });
    expect(JSON.parse(out)).toEqual([
      { ...succeeded, severity: expect.any(String), verdict: expect.any(String), title: report.investigation.alarm.title },
      { ...succeeded, id: 'large' },
      { ...succeeded, id: 'old' },
    ]);
  });

  test.each([
    [['--limit', '0'], "--limit '0' must be a number from 1 to 200"],
    [['--limit', '1e2'], "--limit '1e2' must be"],
    [['--status', 'done'], "--status 'done' must be one of running, succeeded, failed, timed-out, aborted"],
  ])('refuses %j', async (argv, said) => {
    const { code, err } = await cli(['list', ...argv], { cloud: fakeCloud({}).load });
    expect(code).toBe(2);
    expect(err).toContain(said);
  });
});

describe('trailwarden stop', () => {
  const mine: RoleSeen = { name: `tw-${ID}`, created: '2026-11-24T12:01:00Z' };
  const others: RoleSeen = { name: 'tw-other', created: '2026-11-24T12:01:00Z' };

  test('stops it, and looks until its role is gone for good', async () => {
    const aws = fakeCloud({ looks: [running], roles: [[], [mine, others], [mine, others], [others]] });
    const { code, out } = await cli(['stop', ID, '--reason', 'a drill'], { cloud: aws.load });
    expect({ code, out }).toEqual({ code: 0, out: `${ID} stopped.\nNo role of it exists.\n` });
    expect(aws.of('stop')).toEqual([['stop', ID, 'a drill (tester, as claimed)']]);
    expect(aws.of('pause')).toHaveLength(6);
  });

  test('ends with 3 and names the role that stays, also that of the second look', async () => {
    let now = 0;
    const aws = fakeCloud({ looks: [running], roles: [[{ ...mine, name: `tw-${ID}-2` }]] });
    const { code, err } = await cli(['stop', `${ID}-2`], { cloud: aws.load, terminal: { now: () => (now += 10_000) } });
    expect(code).toBe(3);
    expect(err).toContain(`tw-${ID}-2 is still there after 2 minutes`);
    expect(aws.of('stop').map(([, id]) => id)).toEqual([ID]);
  });

  test('of one that had ended only looks', async () => {
    const aws = fakeCloud({ looks: [succeeded] });
    expect(await cli(['stop', ID], { cloud: aws.load })).toMatchObject({
      code: 0,
      out: expect.stringContaining('had ended already (succeeded)'),
    });
    expect(aws.of('stop')).toEqual([]);
  });
});

describe('trailwarden doctor', () => {
  const checks: Check[] = [
    { about: 'credentials', result: 'ok', text: 'fine' },
    { about: 'trail', result: 'unknown', text: 'missing permission cloudtrail:DescribeTrails', remedy: 'run doctor with it' },
    { about: 'delivery', result: 'warning', text: 'late \u001b[31m', remedy: 'wait' },
  ];
  const problem: Check = { about: 'Lake Formation', result: 'problem', text: 'in the way', remedy: 'grant it' };
  const settings = write('settings.json', JSON.stringify({ trail: { bucket: 'org-trail', kmsKeyArn: KEY_ARN() } }));

  test('tells each check and its remedy, and ends with 0 as long as nothing is in the way', async () => {
    const aws = fakeCloud({ checks });
    const { code, out } = await cli(['doctor', '--settings', settings, '--set', 'home.region=eu-west-1'], { cloud: aws.load });
    expect(code).toBe(0);
    expect(out).toBe(
      'ok      credentials: fine\nunknown trail: missing permission cloudtrail:DescribeTrails\n        -> run doctor with it\n' +
        'warning delivery: late \\u{1b}[31m\n        -> wait\n\n1 fine, 1 to mind, 0 in the way, 1 could not be told\n',
    );
    expect(aws.asked).toEqual([['examine', { stack: 'Trailwarden', region: 'eu-west-1', profile: undefined }, 'org-trail']]);
  });

  test('ends with 3 for a problem, in JSON too', async () => {
    const { code, out } = await cli(['doctor', '--json'], { cloud: fakeCloud({ checks: [...checks, problem] }).load });
    expect(code).toBe(3);
    expect(JSON.parse(out)).toEqual([...checks, problem]);
  });

  test('prints the statements by which another account admits the temporary roles and nobody else', async () => {
    const { out } = await cli(['doctor', '--statements', '--settings', settings, '--stack', 'Tw'], { cloud: fakeCloud({}).load });
    const { bucketPolicy, keyPolicy } = JSON.parse(out);
    const principal = { AWS: 'arn:aws:iam::111122223333:root' };
    const path = 'arn:aws:iam::111122223333:role/trailwarden/Tw/*';
    expect(bucketPolicy[0]).toMatchObject({
      ...{ Effect: 'Allow', Principal: principal, Action: ['s3:GetObject'], Resource: ['arn:aws:s3:::org-trail/AWSLogs/*'] },
      Condition: { ArnLike: { 'aws:PrincipalArn': [path] } },
    });
    expect(bucketPolicy[1].Condition).toEqual({ ArnLike: { 'aws:PrincipalArn': [path, 'arn:aws:iam::111122223333:role/Tw-*'] } });
    expect(keyPolicy).toMatchObject([
      { Principal: principal, Action: ['kms:Decrypt'], Condition: { ArnLike: { 'aws:PrincipalArn': [path] } } },
    ]);
  });

  test('reads the settings of cdk.json before those of trailwarden.json, and says whose are wrong', async () => {
    const { localMachine } = await import('../../lib/local/machine.ts');
    const texts: Record<string, string> = {
      'cdk.json': '{"context":{"trailwarden":{"trail":{"bucket":"from-cdk"}}}}',
      'trailwarden.json': '{"trail":{"bucket":"from-file"}}',
    };
    const machine = { ...localMachine, exists: (name: string) => name in texts, readText: (name: string) => texts[name] ?? '' };
    const bucketOf = async () => {
      const aws = fakeCloud({});
      const { err } = await cli(['doctor'], { cloud: aws.load, machine });
      return err === '' ? aws.of('examine')[0]?.[2] : err;
    };
    expect(await bucketOf()).toBe('from-cdk');
    texts['cdk.json'] = '{"context":{"trailwarden":{"trail":{"buckett":"x"}}}}';
    expect(await bucketOf()).toContain("cdk.json: unknown key 'trail.buckett'");
    texts['cdk.json'] = '{"app":"node bin/app.ts"}';
    expect(await bucketOf()).toBe('from-file');
  });
});

function KEY_ARN(): string {
  return 'arn:aws:kms:eu-west-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab';
}
