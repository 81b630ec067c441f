import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { collectStatement } from '../lib/core/compose.ts';
import { InputError } from '../lib/core/errors.ts';
import type { Answer } from '../lib/core/investigation.ts';
import { planFor } from '../lib/core/plan-for.ts';
import { differences, parseCases, type RunbookCase } from '../lib/core/runbook/cases.ts';
import { catalogueOf } from '../lib/core/runbook/catalogue.ts';
import { lintRunbook } from '../lib/core/runbook/lint.ts';
import { namesOf } from '../lib/core/runbook/requirement.ts';
import { runCase } from '../lib/core/runbook/run-case.ts';
import type { Runbook } from '../lib/core/runbook/runbook.ts';
import { newCases, newRunbook } from '../lib/core/runbook/template.ts';
import { timestamp } from '../lib/core/time.ts';
import { askAll } from '../lib/core/verbs.ts';
import { localMachine } from '../lib/local/machine.ts';
import { filesIn, present, read } from './core/alarm/shared-data.ts';
import { alarmWith, planningWith } from './core/example-alarm.ts';

const files = localMachine.runbookFiles();
const catalogue = catalogueOf(files);
const runbooks = [...catalogue.values()];
const today = timestamp(Date.now()).slice(0, 10);

/** One engine reads each case's records in turn: to open one takes longer than a case. */
const scratch = mkdtempSync(join(tmpdir(), 'trailwarden-runbooks-'));
const logs = join(scratch, 'records.json');
const engine = await localMachine.engine({ logs, evidence: scratch }, new AbortController().signal);
const access = localMachine.access(Date.now);
afterAll(async () => {
  await engine.close();
  rmSync(scratch, { recursive: true });
});

const cases = new Map(
  runbooks.map(({ category, id }): [string, RunbookCase[]] => {
    const text = localMachine.caseText(`${category}/${id}.cases.yaml`);
    return [id, text === undefined ? [] : parseCases(`${id}.cases.yaml`, text)];
  }),
);
const casesOf = ({ id }: Runbook): readonly RunbookCase[] => cases.get(id) ?? [];

const answered = new Map<RunbookCase, readonly Answer[]>();
/** The answers of a case, asked once however many tests look at them. */
async function answersTo(runbook: Runbook, one: RunbookCase): Promise<readonly Answer[]> {
  const known = answered.get(one);
  if (known !== undefined) return known;
  writeFileSync(logs, JSON.stringify({ Records: one.records }));
  const answers = await runCase(runbook, one, { engine, access });
  answered.set(one, answers);
  return answers;
}

describe('the catalogue', () => {
  it.each(files)('$path has nothing that lint minds', ({ path, source }) => {
    const context = { ids: new Set(catalogue.keys()), today };
    expect(lintRunbook(path, source, context).filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('has the names of its files for ids', () => {
    expect(runbooks.map(({ category, id }) => `${category}/${id}.md`)).toEqual(files.map(({ path }) => path));
  });

  it.each(runbooks)('$id goes on only with runbooks that take what it found', ({ next }) => {
    for (const { runbook, parameters } of next) {
      const target = catalogue.get(runbook);
      expect(target, runbook).toBeDefined();
      expect(target === undefined ? [] : namesOf(target)).toEqual(expect.arrayContaining(Object.keys(parameters)));
      expect(Object.keys(parameters)).not.toEqual([]);
    }
  });
});

describe.each(runbooks)('$id', (runbook) => {
  const own = casesOf(runbook);
  const expected = own.flatMap((one) => Object.entries(one.expect));
  const marked = (kind: 'finding' | 'context') => runbook.steps.filter(({ mark }) => mark.kind === kind).map(({ id }) => id);

  it.each(own)('finds what it should: $name', async (one) => {
    expect(differences(one, runbook, await answersTo(runbook, one)).join('\n')).toBe('');
  });

  it.each(own.slice(0, 1))('goes on with columns that its steps give', async (one) => {
    const answers = await answersTo(runbook, one);
    const columns = answers.flatMap((answer) => (answer.kind === 'rows' ? answer.columns : []));
    expect(columns).toEqual(expect.arrayContaining(runbook.next.flatMap(({ parameters }) => Object.values(parameters))));
  });

  it('has a case in which each finding step finds, and one in which it is silent', () => {
    const finds = new Set(expected.flatMap(([step, rows]) => (rows.length > 0 ? [step] : [])));
    const silent = new Set(expected.flatMap(([step, rows]) => (rows.length === 0 ? [step] : [])));
    expect(marked('finding').filter((step) => !finds.has(step))).toEqual([]);
    expect(marked('finding').filter((step) => !silent.has(step))).toEqual([]);
  });

  it('has a case with rows for each context step', () => {
    const shown = new Set(expected.flatMap(([step, rows]) => (rows.length > 0 ? [step] : [])));
    expect(marked('context').filter((step) => !shown.has(step))).toEqual([]);
  });

  it('answers every step from no records and no values', async () => {
    writeFileSync(logs, JSON.stringify({ Records: [] }));
    const plan = emptyPlanFor(runbook);
    const evidence = await engine.collect(plan, collectStatement(plan, catalogue), await access.grant(plan));
    const [asked] = await askAll(plan, evidence, { catalogue, engine });
    expect(asked?.answers.map((answer) => (answer.kind === 'rows' ? answer.step : answer.reason))).toEqual(
      runbook.steps.map(({ id }) => id),
    );
  });
});

/** A plan for a runbook that was given nothing, not even what it needs. */
function emptyPlanFor({ id, title, severity, baseline }: Runbook) {
  const plan = planFor(alarmWith(), planningWith());
  const from = baseline === undefined ? {} : { baselineFrom: '2026-05-01T00:00:00Z' };
  return { ...plan, runbooks: [{ id, title, severity, because: 'test', parameters: {}, sha256: '', ...from }] };
}

describe('a new runbook', () => {
  const [runbook] = catalogueOf([{ path: 'iam/new-users.md', source: newRunbook('New users', today) }]).values();

  it.each(parseCases('new-users.cases.yaml', newCases()))('passes the case that it comes with: $name', async (one) => {
    if (runbook === undefined) throw new InputError('the new runbook cannot be read');
    expect(differences(one, runbook, await answersTo(runbook, one))).toEqual([]);
  });
});

/** Identifiers in the truth of a shared case that stand for somebody: accounts, keys, and the last part of ARNs of users and roles. */
function identifiersIn(truth: string): string[] {
  const { account, keys, principals }: { account: string; keys: string[]; principals: string[] } = JSON.parse(truth);
  return [account, ...keys, ...principals.flatMap((arn) => arn.split(/[:/]/).slice(-1))];
}

/** Words that truths share with everybody's logs. */
const COMMON = /^(root|admin|user|test|.{0,5})$/i;

describe.skipIf(!present)('runbooks and cases (skipped where ../shared/data is absent)', () => {
  it('name nobody of the shared cases: they are written for all', () => {
    const texts = runbooks.map(({ category, id, source }) => source + (localMachine.caseText(`${category}/${id}.cases.yaml`) ?? ''));
    const names = new Set(filesIn('cases/*/truth.json').flatMap((file) => identifiersIn(read(file))));
    const known = [...names].filter((name) => !COMMON.test(name));
    expect(known.length).toBeGreaterThan(38);
    expect(known.filter((name) => texts.some((text) => text.includes(name)))).toEqual([]);
  });
});
