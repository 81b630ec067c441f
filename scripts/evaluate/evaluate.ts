// Investigates every shared case with each of its alarms and counts what of the known truth stands in the report.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { investigateFile } from './investigate-file.ts';
import { KINDS, type Kind, type Score, scoreOf, Truth, wantedOf } from './score.ts';

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '../shared/data/cases' },
    only: { type: 'string', default: '' },
    json: { type: 'boolean', default: false },
    missing: { type: 'boolean', default: false },
  },
});

if (!existsSync(values.cases)) {
  console.log(`skipped: there are no cases in '${values.cases}' (--cases DIR names another folder)`);
  process.exit(0);
}

interface Run {
  readonly name: string;
  readonly scores: readonly Score[];
  readonly findings: number;
  readonly first: readonly string[];
}

const scratch = mkdtempSync(join(tmpdir(), 'trailwarden-evaluate-'));
const runs: Run[] = [];
for (const name of readdirSync(values.cases)
  .filter((one) => one.includes(values.only))
  .toSorted()) {
  const folder = join(values.cases, name);
  const truth = Truth.parse(JSON.parse(readFileSync(join(folder, 'truth.json'), 'utf8')));
  for (const alarm of ['alarm-guardduty.json', 'alarm-cloudtrail.json'].filter((file) => existsSync(join(folder, file)))) {
    const report = await investigateFile(join(folder, alarm), join(folder, 'logs'), join(scratch, `${runs.length}`));
    const run = {
      name: `${name} ${alarm}`,
      scores: scoreOf(truth, report),
      findings: report.findings.length,
      first: report.investigation.runbooks.slice(0, 3).map(({ id }) => id),
    };
    runs.push(run);
    if (!values.json) print(run);
  }
}
rmSync(scratch, { recursive: true, force: true });

function print({ name, scores, findings, first }: Run): void {
  const parts = scores.map(
    ({ kind, all, findings: inFindings, anywhere }) => `${kind} ${inFindings.length}/${anywhere.length}/${all.length}`,
  );
  console.log(`${name}\n  ${parts.join('  ')}  (${findings} findings; ${first.join(', ')})`);
  if (values.missing)
    for (const { kind, all, anywhere } of scores)
      for (const lost of all.filter((one) => !anywhere.includes(one))) console.log(`  missing ${kind} ${lost}`);
}

const total = (kind: Kind, part: (score: Score) => number) =>
  runs
    .flatMap(({ scores }) => scores)
    .filter((score) => score.kind === kind)
    .reduce((sum, score) => sum + part(score), 0);
const totals = KINDS.map((kind) => {
  const all = total(kind, (score) => score.all.length);
  const percent = (part: number) => (all === 0 ? 100 : Math.round((1000 * part) / all) / 10);
  return {
    kind,
    all,
    findings: percent(total(kind, (score) => score.findings.length)),
    report: percent(total(kind, (score) => score.anywhere.length)),
  };
});
if (values.json) console.log(JSON.stringify({ runs, totals }, null, 2));
else {
  console.log(
    `\n${runs.length} investigations of ${new Set(runs.map(({ name }) => name.split(' ')[0])).size} cases. In findings / anywhere in the report, of the truth:`,
  );
  for (const { kind, all, findings, report } of totals)
    console.log(`  ${kind.padEnd(10)} ${String(findings).padStart(5)} % / ${String(report).padStart(5)} %  of ${all}`);
}

const below = totals.filter(({ kind, report }) => report < wantedOf(kind));
for (const { kind, report } of below) console.log(`below what is wanted: ${kind} ${report} %, wanted ${wantedOf(kind)} %`);
process.exitCode = below.length > 0 && values.only === '' ? 1 : 0;
