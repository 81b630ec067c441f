import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderHtml } from '../../../lib/core/render/html.ts';
import type { Report } from '../../../lib/core/report.ts';
import { actingCharacters } from './acting-characters.ts';
import { hostileReport, hostileReports } from './hostile-report.ts';
import { readHtml, unbalanced } from './html-tokens.ts';
import { sampleReport } from './sample-report.ts';

const render = (change: Partial<Report> = {}) => renderHtml({ ...sampleReport(), ...change });
const named = (page: string, name: string) => readHtml(page).tags.filter((tag) => tag.name === name && !tag.closing);
const inOrder = (page: string, texts: readonly string[]) => texts.map((text) => page.indexOf(text));

describe('the page', () => {
  it('has one main heading and goes down one level at a time', () => {
    const levels = readHtml(render())
      .tags.filter(({ name, closing }) => /^h\d$/.test(name) && !closing)
      .map(({ name }) => Number(name[1]));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    expect(levels.slice(1).every((level, at) => level - (levels[at] ?? 0) <= 1)).toBe(true);
  });

  it('shows findings before what is not known, and both before the rest', () => {
    const ids = ['findings', 'unknown', 'context', 'timeline', 'investigation', 'access', 'coverage', 'cost', 'queries', 'versions'];
    const places = inOrder(
      render(),
      ids.map((id) => `<h2 id="${id}">`),
    );
    expect(places.every((place) => place > 0)).toBe(true);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  it('puts the most severe finding first, in whatever order they come', () => {
    const page = render({ findings: sampleReport().findings.toReversed() });
    expect([...page.matchAll(/<article class="finding (\w+)"/g)].map(([, severity]) => severity)).toEqual(['critical', 'high', 'medium']);
  });

  it('links its head to each finding', () => {
    const targets = named(render(), 'a')
      .map(({ attributes }) => attributes.get('href') ?? '')
      .filter((href) => href.startsWith('#'));
    const ids = new Set(readHtml(render()).tags.map(({ attributes }) => attributes.get('id')));
    expect(new Set(targets)).toEqual(new Set(['#finding-1', '#finding-2', '#finding-3']));
    expect(targets.every((target) => ids.has(target.slice(1)))).toBe(true);
  });

  it('gives the advice of a runbook once, and then says where', () => {
    expect(render().match(/>Contain:</g)).toHaveLength(1);
    expect(render()).toContain('As for <a href="#finding-2">finding 2</a>.');
  });

  it('never says that nothing was found without saying what was read', () => {
    const page = render({ findings: [] });
    const places = inOrder(page, [
      'No finding. What was read:',
      'Read 412 files',
      'Newest delivery: 2026-06-01 03:33:20 UTC',
      'own event is among',
      '2026/05/31',
      '<main>',
    ]);
    expect(places.every((place) => place > 0)).toBe(true);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  it('loads nothing, runs nothing, and says so to the browser', () => {
    const { tags } = readHtml(render());
    expect(tags.filter(({ name }) => ['script', 'link', 'img', 'iframe', 'form', 'object', 'svg', 'base'].includes(name))).toEqual([]);
    expect(tags.filter(({ attributes }) => attributes.has('src') || attributes.has('style'))).toEqual([]);
    expect(render()).toContain('default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;');
    expect(/<style>([^<]*)<\/style>/.exec(render())?.[1]).not.toMatch(/url\(|@import/);
  });

  it('names every table, and the scope of every head cell', () => {
    expect(named(render(), 'caption')).toHaveLength(named(render(), 'table').length);
    expect(named(render(), 'th').every(({ attributes }) => attributes.get('scope') === 'col')).toBe(true);
  });

  it('prints the policies and the SQL on their own lines', () => {
    expect(render()).toContain('{\n  &quot;Version&quot;: &quot;2012-10-17&quot;,\n');
    expect(render()).toContain('FROM events\nWHERE useridentity.accesskeyid IN (?)\n');
  });

  it('folds what is beyond ten rows, leaves what is beyond five hundred to report.json, and says so', () => {
    const [finding] = sampleReport().findings;
    const rows = Array.from({ length: 5000 }, (_, row) => [`value-${row}`, null, null, null, null, null, 'id']);
    const page = render({ findings: finding ? [{ ...finding, rows, truncated: true }] : [] });
    expect(page).toContain('<summary>490 more rows</summary>');
    expect(page).toContain('4,500 more rows in report.json. More rows existed than the row limit');
    expect(page.includes('value-499<')).toBe(true);
    expect(page.includes('value-500<')).toBe(false);
  });

  it('folds a very long cell behind its beginning, and says where the rest is', () => {
    const [finding] = sampleReport().findings;
    const page = render({ findings: finding ? [{ ...finding, columns: ['agent'], rows: [['m'.repeat(9000)]] }] : [] });
    expect(page).toContain(`<summary>${'m'.repeat(120)}… <small>(9,000 characters)</small></summary>`);
    expect(page.replaceAll('<wbr>', '')).toContain(`>${'m'.repeat(4000)}<`);
    expect(page).toContain('The rest is in report.json.');
  });
});

describe('hostile text in every place of the report', () => {
  const ATTRIBUTES = /^(lang|charset|http-equiv|content|name|class|id|aria-label|aria-labelledby|role|tabindex|scope|data-label|href|rel)$/;

  it('never becomes markup', () => {
    fc.assert(
      fc.property(hostileReports, (report) => {
        const page = renderHtml(report);
        const { tags, text } = readHtml(page);
        expect(text).not.toMatch(/[<>]/);
        expect(unbalanced(tags)).toBeUndefined();
        expect(named(page, 'h1')).toHaveLength(1);
        expect(tags.flatMap(({ attributes }) => [...attributes.keys()]).filter((name) => !ATTRIBUTES.test(name))).toEqual([]);
        expect(tags.filter(({ name }) => name === 'script' || name === 'img' || name === 'b')).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('never acts, and is never a link unless a runbook has one', () => {
    fc.assert(
      fc.property(hostileReports, (report) => {
        const page = renderHtml(report);
        expect(actingCharacters(page.replaceAll('\n', ''))).toEqual([]);
        const hrefs = named(page, 'a').map(({ attributes }) => attributes.get('href') ?? '');
        expect(hrefs.filter((href) => !/^(#finding-\d+|https:\/\/[^\s"<>]+)$/.test(href))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('makes no link of an address in a cell', () => {
    const [finding] = sampleReport().findings;
    const page = render({
      findings: finding ? [{ ...finding, next: '', rows: [['[x](https://evil.example) https://evil.example']] }] : [],
    });
    expect(named(page, 'a').map(({ attributes }) => attributes.get('href'))).toEqual(['#finding-1']);
  });

  it('shows the text itself, escaped', () => {
    expect(renderHtml(hostileReport(() => '<i>\u202e'))).toContain('&lt;i&gt;\\u{202e}');
  });
});
