import { describe, expect, it } from 'vitest';
import { renderTerminal } from '../../../lib/core/render/terminal.ts';
import type { Finding, Report } from '../../../lib/core/report.ts';
import { sampleReport } from './sample-report.ts';

const render = (change: Partial<Report> = {}, width = 80) => renderTerminal({ ...sampleReport(), ...change }, { width, colour: false });
const finding = (change: Partial<Finding>): Report['findings'] =>
  sampleReport()
    .findings.slice(0, 1)
    .map((each) => ({ ...each, ...change }));

describe('rows in a terminal', () => {
  it('stand in columns where there is room', () => {
    expect(render({}, 200)).toMatch(/^ {3}eventtime {13}eventname {4}actor .* eventid$/m);
    expect(render({}, 200)).toMatch(
      /^ {3}2026-06-01T03:26:02Z {2}StopLogging {2}arn:aws:iam::111122223333:user\/ci-deploy {2}.* 4b37981c…$/m,
    );
  });

  it('become records where there is none, whole', () => {
    const text = render({}, 80);
    expect(text).toContain(
      '   - eventtime 2026-06-01T03:26:02Z  eventname StopLogging\n     actor arn:aws:iam::111122223333:user/ci-deploy',
    );
  });

  it('say once what is the same in all of them, and the day where that makes them fit', () => {
    expect(render()).toContain('   all rows: regions eu-central-1 us-east-1  eventids 402c8d11… +1\n   times of 2026-06-01\n');
    expect(render()).toMatch(/203\.0\.113\.78 .* 171 {2}03:12:01Z {3}03:41:01Z$/m);
  });

  it('stop after ten and say how many there are', () => {
    const rows = Array.from({ length: 5000 }, (_, row) => [`value-${row}`]);
    const text = render({ findings: finding({ columns: ['value'], rows, truncated: true }) });
    expect(text.match(/value-\d+$/gm)).toHaveLength(10);
    expect(text).toContain('… and 4,990 more rows in report.html; more rows existed than the row limit\n');
  });

  it('cut a long value, an ARN at its beginning because its end is the name', () => {
    const rows = [['m'.repeat(9000), `arn:aws:iam::111122223333:role/${'p/'.repeat(90)}the-name`]];
    const text = render({ findings: finding({ columns: ['agent', 'actor'], rows }) });
    expect(text).toMatch(/^ {3}m{20,}… +….*p\/the-name$/m);
  });

  it('stand under each other where characters are two columns wide', () => {
    const rows = [
      ['管理者', 'x'],
      ['admin', 'y'],
    ];
    expect(render({ findings: finding({ columns: ['name', 'v'], rows }) })).toContain('   name    v\n   管理者  x\n   admin   y\n');
  });
});
