import { describe, expect, test } from 'vitest';
import type { Happening } from '../../lib/core/happening.ts';
import { jsonText } from '../../lib/core/render/json.ts';
import { renderTerminal } from '../../lib/core/render/terminal.ts';
import { reportWith } from '../core/message/example-context.ts';
import { fakeCloud, ID, running, succeeded } from './fake-cloud.ts';
import { cli } from './run-cli.ts';

const report = reportWith({}, { id: ID, status: 'complete' });
const files = { [`${ID}/report.json`]: jsonText(report) };

const at = (clock: string) => `2026-11-24T${clock}Z`;
const state = (name: string, from: string, to: string, ...inside: Happening[]): Happening[] => [
  { at: at(from), kind: 'entered', state: name },
  ...inside,
  { at: at(to), kind: 'left', state: name },
];
const part: Happening = { at: at('12:02:00'), kind: 'part' };
const course: Happening[] = [
  ...state('Plan', '12:00:00', '12:00:02'),
  ...state('Settle', '12:00:02', '12:00:03'),
  ...state('Settled', '12:00:03', '12:00:03'),
  ...state('SettleWait', '12:00:03', '12:01:03'),
  ...state('Settle', '12:01:03', '12:01:04'),
  ...state('Grant', '12:01:04', '12:01:20'),
  ...state(
    'Collect',
    '12:01:20',
    '12:01:50',
    { at: at('12:01:30'), kind: 'broke', error: 'StillRunning' },
    { at: at('12:01:49'), kind: 'worked' },
  ),
  { at: at('12:01:50'), kind: 'entered', state: 'Run' },
  { at: at('12:01:50'), kind: 'split', parts: 3 },
  part,
  { at: at('12:02:00'), kind: 'broke', error: 'Boom' },
  ...state('RunbookFailed', '12:02:00', '12:02:00'),
  part,
];
const after: Happening[] = [
  part,
  { at: at('12:02:10'), kind: 'left', state: 'Run' },
  ...state('Follow', '12:02:10', '12:02:11'),
  ...state('Revoke', '12:02:11', '12:02:30'),
  ...state('Publish', '12:02:30', '12:02:32'),
];
const LINES = `12:00:02  plan     2 s
12:00:03  settle   1 s
12:01:20  grant    16 s
12:01:50  collect  30 s
12:02:10  run      3 of 3 runbooks, 1 without an answer, 20 s
12:02:11  follow   1 s
12:02:30  revoke   19 s
12:02:32  publish  2 s
`;

describe('trailwarden watch', () => {
  test('tells each verb as it passes, and then the report as investigate does', async () => {
    const aws = fakeCloud({ looks: [running, running, succeeded], happenings: [course.slice(0, 2), course, [...course, ...after]], files });
    const { code, out, err, progress } = await cli(['watch', ID], { cloud: aws.load });
    expect(err).toBe(LINES);
    expect(out).toBe(renderTerminal(report, { width: 100, colour: false }));
    expect(code).toBe(0);
    expect(progress).toContainEqual(expect.stringMatching(/^run: 2 of 3 runbooks, 1 without an answer/));
    expect(aws.of('pause')).toEqual([
      ['pause', 2500],
      ['pause', 2500],
    ]);
  });

  test('prints JSON alone, and ends with 1 for a finding that is severe enough', async () => {
    const aws = fakeCloud({ looks: [succeeded], happenings: [[...course, ...after]], files });
    const { code, out } = await cli(['watch', ID, '--json', '--fail-on', 'info'], { cloud: aws.load });
    expect(JSON.parse(out)).toEqual(report);
    expect(code).toBe(1);
  });

  test('says that a second look follows, waits for it, and tells its report', async () => {
    const second = reportWith({}, { id: `${ID}-2`, status: 'complete' });
    const wait: Happening[] = [{ at: at('12:02:32'), kind: 'entered', state: 'AgainWait' }];
    const aws = fakeCloud({
      looks: [running, succeeded],
      happenings: [[...course, ...after, ...wait]],
      files: { ...files, [`${ID}-2/report.json`]: jsonText(second) },
    });
    const { err, out, progress } = await cli(['watch', ID, '--json'], { cloud: aws.load });
    expect(err).toContain('12:02:32  again    the report is there; not all logs were, so a second look follows at 12:32 UTC\n');
    expect(progress).toContainEqual(expect.stringMatching(/^again: waiting for the second look/));
    expect(JSON.parse(out)).toEqual(second);
  });

  test('ends with 3 for one that failed, says why, and tells the report that there is', async () => {
    const broken: Happening[] = [
      ...state('Grant', '12:00:00', '12:00:05', { at: at('12:00:05'), kind: 'broke', error: 'RoleNotReady: \u001b[31m' }),
    ];
    const aws = fakeCloud({
      looks: [{ ...succeeded, status: 'failed', failure: 'RoleNotReady: no \u001b[31m' }],
      happenings: [broken],
      files,
    });
    const { code, out, err } = await cli(['watch', ID], { cloud: aws.load });
    expect(code).toBe(3);
    expect(err).toBe(
      `12:00:05  grant    FAILED after 5 s: RoleNotReady: \\u{1b}[31m\ntrailwarden: ${ID} failed: RoleNotReady: no \\u{1b}[31m\nits states: https://console.example/${ID}\n`,
    );
    expect(out).toContain('Access');
  });

  test('ends with 3 where there is no report, also of one that succeeded', async () => {
    const { code, out, err } = await cli(['watch', ID], { cloud: fakeCloud({ looks: [succeeded] }).load });
    expect({ code, out }).toEqual({ code: 3, out: '' });
    expect(err).toContain('ended without a report');
  });

  test('stops watching on Ctrl-C, and says that the investigation goes on', async () => {
    const stop = new AbortController();
    const aws = fakeCloud({ looks: [running], happenings: [course], onPause: () => stop.abort() });
    const { code, err } = await cli(['watch', ID, '--stack', 'Other'], { cloud: aws.load, terminal: { signal: stop.signal } });
    expect(code).toBe(130);
    expect(err).toContain(`trailwarden: stopped; the investigation goes on; 'trailwarden watch ${ID} --stack Other' takes it up again\n`);
  });

  test.each([
    [ID, `no investigation '${ID}' in this deployment in eu-west-1`],
    ['../other', "'../other' is not the id of an investigation"],
    ['\u001b[31m', 'is not the id of an investigation'],
  ])('refuses %j, which is none', async (id, said) => {
    const { code, err } = await cli(['watch', id], { cloud: fakeCloud({}).load });
    expect(code).toBe(2);
    expect(err).toContain(said);
  });
});
