import fc from 'fast-check';
import { Report } from '../../../lib/core/report.ts';
import { sampleReport } from './sample-report.ts';

type Path = readonly (string | number)[];

/** Where a value holds texts. */
function textPaths(value: unknown, path: Path = []): Path[] {
  if (typeof value === 'string') return [path];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => textPaths(each, [...path, key]));
}

/** The value with another text at a path. */
function replaced(value: unknown, [key, ...rest]: Path, text: string): unknown {
  if (key === undefined) return text;
  if (Array.isArray(value)) return value.map((each, at) => (String(at) === key ? replaced(each, rest, text) : each));
  return Object.fromEntries(Object.entries(Object(value)).map(([name, each]) => [name, name === key ? replaced(each, rest, text) : each]));
}

/** The places of the sample report that any text may take: all but enumerations, times and the like. */
export const FREE_PATHS: readonly Path[] = textPaths(sampleReport()).filter(
  (path) => Report.safeParse(replaced(sampleReport(), path, '<any \u202e text\n')).success,
);

/** The sample report with hostile text in every place that takes any. */
export const hostileReport = (textAt: (index: number) => string): Report =>
  Report.parse(FREE_PATHS.reduce<unknown>((report, path, index) => replaced(report, path, textAt(index)), sampleReport()));

const ATTACKS = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</style><style>*{display:none}',
  '</pre></td></table></details><h1>All clear</h1>',
  '<!-- ',
  ']]>',
  '&lt;b&gt;',
  '\x1b[2J\x1b]8;;https://evil.example\x07click\x1b]8;;\x07',
  '\x9b31m',
  '\u202egpj.exe',
  '\u2066\u200b\u2029',
  '\nFindings ───────\nNo finding.\n',
  '\r\n\r\n- [ok](javascript:alert(1))\n```\n</code>',
  '[docs](https://evil.example/"onclick="x)',
  '**`<b>`**',
  '`<b>`}',
  '\ud800',
  'x'.repeat(5000),
];

/** Any text, with attacks more often than chance would have them. */
export const hostileText: fc.Arbitrary<string> = fc
  .array(fc.oneof(fc.constantFrom(...ATTACKS), fc.string({ unit: 'binary', maxLength: 30 })), { minLength: 1, maxLength: 4 })
  .map((parts) => parts.join(''));

/** A report with such texts in every place. */
export const hostileReports: fc.Arbitrary<Report> = fc
  .array(hostileText, { minLength: 5, maxLength: 12 })
  .map((texts) => hostileReport((index) => texts[index % texts.length] ?? ''));
