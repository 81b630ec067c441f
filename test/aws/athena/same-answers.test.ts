import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { athenaEngine } from '../../../lib/aws/athena/engine.ts';
import { clock } from '../../../lib/aws/clock.ts';
import { parseAlarms } from '../../../lib/core/alarm/parse.ts';
import { collectStatement, question, runbookOf } from '../../../lib/core/compose.ts';
import type { Answer, Evidence } from '../../../lib/core/investigation.ts';
import { planFor } from '../../../lib/core/plan-for.ts';
import type { Engine } from '../../../lib/core/ports.ts';
import { catalogueOf } from '../../../lib/core/runbook/catalogue.ts';
import { parseSettings } from '../../../lib/core/settings.ts';
import { duckdbEngine } from '../../../lib/local/duckdb/engine.ts';
import { folderTrail } from '../../../lib/local/folder-trail.ts';
import { packageFolder, readRunbooks } from '../../../lib/local/runbook-folder.ts';
import { grantFor } from '../../contract/engine-port-contract.ts';
import { examplePlace } from '../../core/example-plan.ts';
import { temporaryFolder } from '../../local/temporary-folder.ts';
import { openAthenaOver } from './opened.ts';

const example = packageFolder('examples/leaked-key');
const catalogue = catalogueOf(readRunbooks(packageFolder('runbooks')));

test('the example has the same answers by way of Athena and by DuckDB alone, step by step', async () => {
  const sleep = vi.spyOn(clock, 'sleep').mockImplementation(() => new Promise((resolve) => setTimeout(resolve, 5)));
  onTestFinished(() => sleep.mockRestore());
  const [alarm] = parseAlarms(JSON.parse(readFileSync(join(example, 'alarm.json'), 'utf8')));
  if (alarm === undefined) throw new Error('the example has no alarm');
  const settings = parseSettings({}, 'test');
  const plan = planFor(alarm, { catalogue, settings, now: Date.parse(alarm.time), startedBy: 'test', id: 'case-1', place: examplePlace });
  const logs = join(example, 'logs');
  const { desk, s3, close } = await openAthenaOver(logs);
  onTestFinished(close);
  const coverage = await folderTrail(logs).inventory(plan);
  const local = await duckdbEngine({ logs, evidence: temporaryFolder() }, new AbortController().signal);
  onTestFinished(local.close);

  const answersOf = async (engine: Engine) => {
    const evidence = await engine.collect(plan, collectStatement(plan, catalogue), grantFor(plan));
    const answers: Answer[] = [];
    for (const planned of plan.runbooks) {
      const runbook = runbookOf(planned, catalogue);
      for (const step of runbook.steps) answers.push(await engine.ask(evidence, question(plan, planned, { runbook, step })));
    }
    return { evidence: seen(evidence), answers: answers.map(said) };
  };
  const athena = await answersOf(athenaEngine({ ...desk, s3, pass: 1, coverage }));
  expect(athena.answers.length).toBeGreaterThan(20);
  expect(athena.answers.filter(({ kind }) => kind === 'failed')).toEqual([]);
  expect(athena).toEqual(await answersOf(local));
}, 120_000);

const seen = ({ records, found, dataEvents, problems }: Evidence) => ({ records, found, dataEvents, problems });
const said = (answer: Answer) => {
  const { kind, step } = answer;
  return answer.kind === 'rows'
    ? { kind, step, columns: answer.columns, rows: answer.rows, truncated: answer.truncated }
    : { kind, step, reason: answer.reason };
};
