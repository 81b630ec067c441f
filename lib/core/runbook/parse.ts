import { Severity } from '../severity.ts';
import { type Problem, parseFrontMatter } from './front-matter.ts';
import { fence, prose, type Section, sections, slug } from './outline.ts';
import type { Runbook, Step } from './runbook.ts';

/** A runbook, or everything that is wrong with the document. */
export type ParsedRunbook =
  | { readonly kind: 'runbook'; readonly runbook: Runbook }
  | { readonly kind: 'invalid'; readonly problems: readonly Problem[] };

const OUTPUTS = {
  Columns: 'columns',
  'What to do next': 'next',
  'Known false positives': 'falsePositives',
  'Empty result': 'empty',
} as const;

/** Reads `<category>/<id>.md`. The SQL is taken as it is: `lint` judges it. */
export function parseRunbook(path: string, source: string): ParsedRunbook {
  const lines = source.replaceAll('\r\n', '\n').split('\n');
  const end = lines.indexOf('---', 1);
  if (lines[0] !== '---' || end < 0) {
    return { kind: 'invalid', problems: [{ line: 1, message: "the file must begin with front matter between two lines '---'" }] };
  }
  const front = parseFrontMatter(lines.slice(1, end).join('\n'), 2);
  const body = parseBody(lines.slice(end + 1), end + 2);
  const problems = [...(front.kind === 'invalid' ? front.problems : []), ...body.problems];
  if (front.kind === 'invalid' || problems.length > 0) return { kind: 'invalid', problems };
  const [category = '', file = ''] = path.split('/').slice(-2);
  const { purpose, steps, outputs } = body;
  return { kind: 'runbook', runbook: { ...front.value, id: file.replace(/\.md$/, ''), category, purpose, steps, outputs, source } };
}

function parseBody(lines: readonly string[], firstLine: number) {
  const problems: Problem[] = [];
  const parts = sections(lines, 2, firstLine);
  const part = (title: string): Section => {
    const [found, again] = parts.filter((section) => section.title === title);
    if (found === undefined) problems.push({ line: firstLine, message: `the section '## ${title}' is missing` });
    if (again !== undefined) problems.push({ line: again.line, message: `a second section '## ${title}'; put it into the first` });
    return found ?? { title, line: firstLine, lines: [] };
  };
  const purpose = prose(part('Purpose'));
  const [stepsPart, outputsPart] = [part('Steps'), part('Outputs')];
  const steps = sections(stepsPart.lines, 3, stepsPart.line + 1).flatMap((section) => parseStep(section, problems));
  if (steps.length === 0) problems.push({ line: stepsPart.line, message: "'## Steps' needs at least one '### step'" });
  for (const { id, line } of steps.filter((step, index) => steps.findIndex(({ id }) => id === step.id) !== index)) {
    problems.push({ line, message: `two steps are called '${id}'; give each its own heading` });
  }
  return { purpose, steps, outputs: parseOutputs(outputsPart, problems), problems };
}

function parseOutputs(part: Section, problems: Problem[]): Runbook['outputs'] {
  const found = sections(part.lines, 3, part.line + 1);
  const text = (title: string) => {
    const section = found.find((candidate) => candidate.title === title);
    const body = section === undefined ? '' : prose(section);
    if (body === '') problems.push({ line: section?.line ?? part.line, message: `'### ${title}' under '## Outputs' is missing or empty` });
    return body;
  };
  const entries = Object.entries(OUTPUTS).map(([title, key]) => [key, text(title)] as const);
  const outputs = Object.fromEntries(entries);
  const { columns = '', next = '', falsePositives = '', empty = '' } = outputs;
  return { columns, next, falsePositives, empty };
}

const MARK = /^`(?:finding \((\w+)\)|(context))`\s+(\S[\s\S]*)$/;

function parseStep(section: Section, problems: Problem[]): Step[] {
  const { title, line } = section;
  const complain = (message: string): Step[] => {
    problems.push({ line, message: `step '${title}': ${message}` });
    return [];
  };
  if (slug(title) === '') return complain('its heading needs a letter or a digit, of which its id is made');
  const [lead = '', ...rest] = prose(section).split('\n\n**Look for** ');
  const match = MARK.exec(lead);
  if (match === null)
    return complain('must begin with `finding (high)` (or another severity) or `context`, and one sentence on what it asks');
  const severity = Severity.safeParse(match[1]);
  if (match[2] === undefined && !severity.success) {
    return complain(`'${match[1]}' is no severity; use one of ${Severity.options.join(', ')}`);
  }
  if (rest.length !== 1) return complain("needs one paragraph that begins with '**Look for** '");
  const sql = fence(section, 'sql');
  if (sql === undefined) return complain('needs its query in one ```sql block');
  const mark = severity.success ? ({ kind: 'finding', severity: severity.data } as const) : ({ kind: 'context' } as const);
  return [{ id: slug(title), title, mark, text: match[3] ?? '', lookFor: rest[0] ?? '', sql: sql.text, line: sql.line }];
}
