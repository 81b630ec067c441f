import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../../lib/core/errors.ts';
import { catalogueOf, findRunbook } from '../../../lib/core/runbook/catalogue.ts';
import { parseRunbook } from '../../../lib/core/runbook/parse.ts';
import { localMachine } from '../../../lib/local/machine.ts';
import { catalogueWith, runbookText, stepText } from '../example-runbook.ts';

const PATH = 'iam/keys.md';
const WHOLE = runbookText({ steps: [stepText('New keys', { mark: 'finding (high)' }), stepText('Timeline')] });
const problemsOf = (source: string) => {
  const parsed = parseRunbook(PATH, source);
  return parsed.kind === 'invalid' ? parsed.problems.map(({ line, message }) => `${line}: ${message}`) : [];
};
const change = (from: string | RegExp, to: string) => problemsOf(WHOLE.replace(from, to));
/** The line, from 1, on which a text stands first. */
const lineOf = (text: string) => WHOLE.slice(0, WHOLE.indexOf(text)).split('\n').length;

describe('a runbook', () => {
  it('is read from its document', () => {
    const parsed = parseRunbook(PATH, WHOLE);
    expect(parsed).toMatchObject({
      kind: 'runbook',
      runbook: {
        id: 'keys',
        category: 'iam',
        title: 'An example of a runbook',
        purpose: 'To show one.',
        optional: [],
        regions: 'all',
        needs: 'management',
        steps: [
          {
            id: 'new-keys',
            title: 'New keys',
            mark: { kind: 'finding', severity: 'high' },
            text: 'What happened.',
            lookFor: 'what is odd.',
          },
          { id: 'timeline', mark: { kind: 'context' }, line: lineOf('### Timeline') + 7 },
        ],
        outputs: { columns: 'As named.', next: 'Contain it.', falsePositives: 'A new laptop.', empty: 'It was not used.' },
        source: WHOLE,
      },
    });
  });

  it('has the SQL of each step as it stands on its line', () => {
    const parsed = parseRunbook(PATH, WHOLE);
    const steps = parsed.kind === 'runbook' ? parsed.runbook.steps : [];
    expect(steps).toHaveLength(2);
    for (const { sql, line } of steps) {
      const lines = sql.split('\n');
      expect(WHOLE.split('\n').slice(line - 1, line - 1 + lines.length)).toEqual(lines);
    }
  });

  it('is the same with the line ends of Windows', () => {
    const windows = parseRunbook(PATH, WHOLE.replaceAll('\n', '\r\n'));
    expect(windows).toMatchObject({ ...parseRunbook(PATH, WHOLE), runbook: { source: WHOLE.replaceAll('\n', '\r\n') } });
  });
});

describe('what is wrong with a document is said with its line:', () => {
  it.each<[string, string | RegExp, string, string]>([
    ['no front matter', /^---/, '', "1: the file must begin with front matter between two lines '---'"],
    ['a broken YAML', 'severity: medium', 'severity: [', `${lineOf('severity') + 1}: `],
    [
      'an unknown key',
      'severity:',
      'serverity: high\nseverity:',
      "3: unknown key 'serverity'; did you mean 'severity'?; the front matter may have: title,",
    ],
    ['a missing key', 'severity: medium\n', '', "2: 'severity' is missing"],
    ['a value that breaks its rule', '[T1078.004]', '[T1078.004, X1]', "4: 'attack.1' is not an ATT&CK technique like T1078.004"],
    ['an unknown parameter', '[accessKeyId]', '[accesKey]', "5: 'parameters.0' "],
    ['a missing section', '## Purpose', '## Porpoise', "10: the section '## Purpose' is missing"],
    [
      'a second section',
      '## Outputs',
      '## Steps\n\n## Outputs',
      `${lineOf('## Outputs')}: a second section '## Steps'; put it into the first`,
    ],
    ['an empty output', 'A new laptop.', '', `${lineOf('### Known')}: '### Known false positives' under '## Outputs' is missing or empty`],
    ['a missing output', '### Columns', '', `${lineOf('## Outputs')}: '### Columns' under '## Outputs' is missing or empty`],
    ['no mark', '`context` ', '', `${lineOf('### Timeline')}: step 'Timeline': must begin with \`finding (high)\``],
    [
      'an unknown severity',
      'finding (high)',
      'finding (huge)',
      `${lineOf('### New')}: step 'New keys': 'huge' is no severity; use one of critical,`,
    ],
    [
      'nothing to look for',
      '**Look for** ',
      '',
      `${lineOf('### New')}: step 'New keys': needs one paragraph that begins with '**Look for** '`,
    ],
    ['no query', '```sql', '```', `${lineOf('### New')}: step 'New keys': needs its query in one \`\`\`sql block`],
    ['a second query', '```sql', '```sql\nSELECT 1\n```\n\n```sql', "step 'New keys': needs its query in one ```sql block"],
    [
      'steps of one name',
      '### New keys',
      '### Timeline',
      `${lineOf('### Timeline') + 7}: two steps are called 'timeline'; give each its own heading`,
    ],
    ['a heading without a name', '### New keys', '### ???', `${lineOf('### New')}: step '???': its heading needs a letter or a digit`],
    ['no steps', /### New keys[\s\S]*(?=## Outputs)/, '', `${lineOf('## Steps')}: '## Steps' needs at least one '### step'`],
  ])('%s', (_what, from, to, problem) => {
    expect(change(from, to).join('\n')).toContain(problem);
  });

  it('everything at once', () => {
    const broken = WHOLE.replace('severity: medium', 'severity: terrible').replace('## Purpose', '## Why').replace('`context` ', '');
    expect(problemsOf(broken)).toHaveLength(3);
  });
});

describe('reading never throws', () => {
  it.each(['a: *nowhere', 'a: &a [*a]', '&a a: &b b\n*a : c', '? [a]\n: b', '- a', 'null', '!!binary x', '%YAML 9.9', 'a: !x y'])(
    'on the front matter %j',
    (front) => {
      expect(problemsOf(WHOLE.replace('severity: medium', front)).length).toBeGreaterThan(0);
      expect(problemsOf(`---\n${front}\n---\n`).length).toBeGreaterThan(0);
    },
  );

  it('on a bomb of aliases', () => {
    const bomb = Array.from(
      { length: 9 },
      (_, n) =>
        `a${n}: &a${n} [${
          n === 0
            ? 'x'
            : Array(9)
                .fill(`*a${n - 1}`)
                .join(', ')
        }]`,
    ).join('\n');
    expect(problemsOf(`---\n${bomb}\n---\n`).length).toBeGreaterThan(0);
  });

  const lines = fc.array(
    fc.oneof(fc.constantFrom(...WHOLE.split('\n')), fc.constantFrom('---', '```', '### ', '`finding (x)` y'), fc.string()),
  );

  it('on any text, and names lines that exist', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          lines.map((all) => all.join('\n')),
          lines.map((all) => ['---', ...all].join('\n')),
        ),
        (source) => {
          const parsed = parseRunbook(PATH, source);
          const count = source.split('\n').length;
          for (const { line } of parsed.kind === 'invalid' ? parsed.problems : []) {
            expect(line).toBeGreaterThanOrEqual(1);
            expect(line).toBeLessThanOrEqual(count + 1);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it('on any real runbook from which a part was cut out', () => {
    const all = localMachine.runbookFiles();
    fc.assert(
      fc.property(fc.nat({ max: all.length - 1 }), fc.nat(), fc.nat({ max: 400 }), (index, at, length) => {
        const { path, source } = all[index] ?? { path: '', source: '' };
        const start = at % (source.length + 1);
        expect(['runbook', 'invalid']).toContain(parseRunbook(path, source.slice(0, start) + source.slice(start + length)).kind);
      }),
    );
  });
});

describe('the catalogue', () => {
  it('lists every broken runbook with its lines', () => {
    const files = [
      { path: 'a/one.md', source: WHOLE.replace('## Purpose', '## Why') },
      { path: 'a/two.md', source: 'nothing' },
    ];
    expect(() => catalogueOf(files)).toThrow(InputError);
    expect(() => catalogueOf(files)).toThrow("a/one.md:10: the section '## Purpose' is missing\na/two.md:1: the file must begin");
  });

  it('has one runbook of a name', () => {
    const files = ['a/one.md', 'b/one.md'].map((path) => ({ path, source: WHOLE }));
    expect(() => catalogueOf(files)).toThrow("b/one.md:1: another category has a runbook 'one'; rename one");
  });

  it('names the nearest where one does not exist', () => {
    const catalogue = catalogueWith({ id: 'access-key-activity' }, { id: 'root-usage' });
    expect(findRunbook(catalogue, 'root-usage').id).toBe('root-usage');
    expect(() => findRunbook(catalogue, 'acces-key-activity')).toThrow(
      "unknown runbook 'acces-key-activity'; did you mean 'access-key-activity'?",
    );
    expect(() => findRunbook(catalogue, 'zzz')).toThrow("unknown runbook 'zzz' ('trailwarden runbooks list' shows the 2 that exist)");
  });
});
