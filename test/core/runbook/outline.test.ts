import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fence, prose, sections, slug } from '../../../lib/core/runbook/outline.ts';

const anyLine = fc.oneof(
  fc.constantFrom('', '## A', '### B', '#### C', '```', '```sql', '##none', ' ## none', 'text'),
  fc.string().filter((line) => !/[\r\n]/.test(line)),
);
const section = (...lines: string[]) => ({ title: 'T', line: 10, lines });

describe('sections', () => {
  it('begin at headings of their level, with everything below them', () => {
    expect(sections(['lost', '## A ', 'a', '### a1', '## B'], 2, 5)).toEqual([
      { title: 'A', line: 6, lines: ['a', '### a1'] },
      { title: 'B', line: 9, lines: [] },
    ]);
  });

  it('do not begin in a code fence', () => {
    expect(sections(['## A', '```', '## no', '```', '## B'], 2, 1).map(({ title }) => title)).toEqual(['A', 'B']);
  });

  it('lose and move no line, whatever the text', () => {
    fc.assert(
      fc.property(fc.array(anyLine), fc.nat({ max: 1000 }), (lines, firstLine) => {
        const found = sections(lines, 2, firstLine);
        for (const { title, line, lines: body } of found) {
          const at = line - firstLine;
          expect(lines[at]?.slice(3).trim()).toBe(title);
          expect(lines.slice(at + 1, at + 1 + body.length)).toEqual(body);
        }
        const covered = found.reduce((sum, { lines: body }) => sum + body.length + 1, 0);
        const [first] = found;
        expect(covered).toBe(first === undefined ? 0 : lines.length - (first.line - firstLine));
      }),
    );
  });
});

describe('a fence', () => {
  it('has its text and the line on which that begins', () => {
    expect(fence(section('', '```sql', 'SELECT 1', 'FROM a', '```'), 'sql')).toEqual({ text: 'SELECT 1\nFROM a', line: 13 });
  });

  it.each([
    ['there is none', ['text']],
    ['it is of another language', ['```json', '{}', '```']],
    ['it is never closed', ['```sql', 'SELECT 1']],
    ['there are two', ['```sql', 'SELECT 1', '```', '```sql', 'SELECT 2', '```']],
  ])('is nothing where %s', (_where, lines) => {
    expect(fence(section(...lines), 'sql')).toBeUndefined();
  });
});

it('prose is what stands outside of fences', () => {
  expect(prose(section('', 'a', '```sql', 'SELECT 1', '```', 'b', ''))).toBe('a\nb');
});

it.each([
  ['New places', 'new-places'],
  ['  Role "x" & its trust! ', 'role-x-its-trust'],
  ['???', ''],
])('the id of %j is %j', (title, id) => {
  expect(slug(title)).toBe(id);
});
