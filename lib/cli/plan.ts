import { collectStatement, question, runbookOf } from '../core/compose.ts';
import type { Plan } from '../core/plan.ts';
import { rolePolicies } from '../core/policy.ts';
import { jsonText } from '../core/render/json.ts';
import type { Catalogue } from '../core/runbook/runbook.ts';
import type { Command } from './command.ts';
import type { Given } from './given.ts';
import type { Machine } from './machine.ts';
import { type DryRun, planText } from './plan-text.ts';
import { REQUEST_FLAGS, requestOf } from './request.ts';
import type { Terminal } from './terminal.ts';

/** `trailwarden plan`: the dry run. */
export const planCommand = (machine: Machine): Command => ({
  name: 'plan',
  summary: "Show what an investigation would do: runbooks, values, window, SQL, and the role's exact policies",
  usage: '(--alarm FILE | --runbook ID --from TIME --to TIME --reason TEXT) [--brief]',
  words: 'none',
  details: `Opens no log file and needs no AWS. With --logs it counts the files that would be read.
What is decided comes first, then the policies, then each statement as it would run.`,
  flags: {
    ...REQUEST_FLAGS,
    logs: { type: 'string', short: 'l', value: 'DIR', about: 'Count the files that would be read' },
    brief: { type: 'boolean', short: 'b', about: 'Leave out the policies and the statements' },
    json: { type: 'boolean', about: 'Print the plan, statements and policies as JSON' },
  },
  examples: [
    'trailwarden plan --alarm finding.json --brief',
    'trailwarden plan --alarm finding.json --logs ./trail-bucket --json',
    'trailwarden plan --runbook root-account-activity --from 2026-06-01 --to 2026-06-03 --reason audit',
  ],
  run: (given, terminal) => run(given, machine, terminal),
});

async function run(given: Given, machine: Machine, terminal: Terminal): Promise<number> {
  const { plan, catalogue } = await requestOf(given, machine, terminal);
  const logs = given.text('logs');
  const coverage = logs === undefined ? undefined : await machine.trail(logs).inventory(plan);
  const [collect, questions] = [collectStatement(plan, catalogue), questionsOf(plan, catalogue)];
  const dry: DryRun = { plan, coverage, policies: rolePolicies(plan), collect, questions };
  terminal.out(given.yes('json') ? jsonText(dry) : planText(dry, { ...terminal, brief: given.yes('brief') }));
  return 0;
}

const questionsOf = (plan: Plan, catalogue: Catalogue): DryRun['questions'] =>
  plan.runbooks.flatMap((planned) => {
    const runbook = runbookOf(planned, catalogue);
    return runbook.steps.map((step) => ({ runbook: runbook.id, ...question(plan, planned, { runbook, step }) }));
  });
