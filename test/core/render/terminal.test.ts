import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../../lib/core/render/display-width.ts';
import { renderTerminal } from '../../../lib/core/render/terminal.ts';
import type { Report } from '../../../lib/core/report.ts';
import { actingCharacters } from './acting-characters.ts';
import { hostileReports } from './hostile-report.ts';
import { sampleReport } from './sample-report.ts';

const render = (change: Partial<Report> = {}, width = 80) => renderTerminal({ ...sampleReport(), ...change }, { width, colour: false });
const headings = (text: string) => [...text.matchAll(/^([A-Z].*?) ─+$/gm)].map(([, name]) => name);

describe('the report in a terminal', () => {
  it('begins with how bad it is and what happened', () => {
    expect(render().split('\n').slice(0, 3)).toEqual([
      'CRITICAL 3 findings in 2 runbooks; the investigation is incomplete',
      '  API ListUsers was invoked from an IP address on a custom threat list',
      '  (203.0.113.77)',
    ]);
  });

  it('shows findings first, then what is not known, then the rest', () => {
    expect(headings(render())).toEqual([
      'Findings',
      'What is not known',
      'Where to look',
      'Looked for and not there',
      'Timeline of the findings',
      'What was read',
      'Access',
      'Cost',
      'Not run',
    ]);
  });

  it('puts the most severe finding first, in whatever order they come', () => {
    const text = render({ findings: sampleReport().findings.toReversed() });
    expect([...text.matchAll(/^\d\. ([A-Z]+) /gm)].map(([, severity]) => severity)).toEqual(['CRITICAL', 'HIGH', 'MEDIUM']);
  });

  it('gives the advice of a runbook once, and then says where', () => {
    expect(render().match(/- Contain: set the key to Inactive/g)).toHaveLength(1);
    expect(render()).toContain('What to do next  as for finding 2');
  });

  it('never says that nothing was found without saying what was read', () => {
    const text = render({ findings: [] });
    expect(text).toMatch(
      /No finding\. What was read:\n- Read 412 files.*\n- Newest delivery: 2026-06-01 03:33:20 UTC.*\n- The alarm's own event is among/,
    );
    expect(headings(text)).not.toContain('What was read');
  });

  it('says what an empty step means, and how access is known to be gone', () => {
    expect(render()).toMatch(/Looked for and not there ─+\n- access-key-activity: Origin of the key\. No rows mean/);
    expect(render()).toContain('- IAM lists no role named');
    expect(render({ access: { ...sampleReport().access, receipt: { ...sampleReport().access.receipt, gone: false } } })).toContain(
      'NOT PROVEN GONE',
    );
  });

  it('keeps the command of a runbook that did not run on one line', () => {
    expect(render({}, 60)).toContain(
      '    trailwarden start --runbook s3-bucket-exposure --parameter bucketName=NAME --reason "follow-up"\n',
    );
  });
});

describe('the width and the colours', () => {
  const tooWide = (report: Report, width: number) =>
    renderTerminal(report, { width, colour: false })
      .split('\n')
      .filter((line) => displayWidth(line) > width && !line.startsWith('    '));

  it.each([40, 80, 120, 200])('no line is wider than %i but a command that is to be copied', (width) => {
    expect(tooWide(sampleReport(), width)).toEqual([]);
  });

  it('without colour there is no escape sequence, and with it the same text', () => {
    const coloured = renderTerminal(sampleReport(), { width: 100, colour: true });
    expect(coloured).toContain('\x1b[');
    expect(stripVTControlCharacters(coloured)).toBe(render({}, 100));
  });
});

describe('hostile text in every place of the report', () => {
  const widths = fc.integer({ min: 40, max: 220 });

  it('never acts', () => {
    fc.assert(
      fc.property(hostileReports, widths, (report, width) => {
        const text = renderTerminal(report, { width, colour: false });
        expect(actingCharacters(text.replaceAll('\n', ''))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('never forges the heading of a section', () => {
    fc.assert(
      fc.property(hostileReports, widths, (report, width) => {
        const names = headings(renderTerminal(report, { width, colour: false }));
        expect(names).toEqual(headings(render()));
      }),
      { numRuns: 60 },
    );
  });

  it('never forges one by its length either', () => {
    const title = `${'x'.repeat(78)} Findings ${'─'.repeat(71)}`;
    const { investigation } = sampleReport();
    expect(headings(render({ investigation: { ...investigation, alarm: { ...investigation.alarm, title } } }))).toEqual(headings(render()));
  });
});
