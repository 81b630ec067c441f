import { collectStatement, question, runbookOf } from '../core/compose.ts';
import { entriesOf } from '../core/entity.ts';
import type { Coverage, RolePolicies } from '../core/investigation.ts';
import type { Plan } from '../core/plan.ts';
import { rolePolicies } from '../core/policy.ts';
import { forTerminal } from '../core/render/escape.ts';
import { jsonText } from '../core/render/json.ts';
import { bytes } from '../core/render/quantity.ts';
import type { Catalogue } from '../core/runbook/runbook.ts';
import type { Statement } from '../core/statement.ts';
import type { Command, Given } from './command.ts';
import type { Machine } from './machine.ts';
import { REQUEST_FLAGS, requestOf } from './request.ts';
import type { Terminal } from './terminal.ts';

/** `trailwarden plan`: the dry run. */
export const planCommand = (machine: Machine): Command => ({
  name: 'plan',
  summary: 'Show what an investigation would do: runbooks, values, window, SQL, and the role’s exact policies',
  usage: '(--alarm FILE | --runbook ID --from TIME --to TIME --reason TEXT) [--logs DIR]',
  details: 'Opens no log file and needs no AWS. With --logs it lists the files that would be read.',
  flags: {
    ...REQUEST_FLAGS,
    logs: { type: 'string', short: 'l', value: 'DIR', about: 'List the files that would be read' },
    json: { type: 'boolean', about: 'Print the plan, statements and policies as JSON' },
  },
  examples: ['trailwarden plan --alarm finding.json', 'trailwarden plan --alarm finding.json --logs ./trail-bucket --json'],
  run: (given, terminal) => run(given, machine, terminal),
});

/** All that there is to say before anything runs. */
interface DryRun {
  readonly plan: Plan;
  readonly coverage: Coverage | undefined;
  readonly collect: Statement;
  readonly questions: readonly { readonly runbook: string; readonly step: string; readonly statement: Statement }[];
  readonly policies: RolePolicies;
}

async function run(given: Given, machine: Machine, terminal: Terminal): Promise<number> {
  const { plan, catalogue } = await requestOf(given, machine, terminal);
  const logs = given.text('logs');
  const coverage = logs === undefined ? undefined : await machine.trail(logs).inventory(plan);
  const dry = {
    plan,
    coverage,
    collect: collectStatement(plan, catalogue),
    questions: questionsOf(plan, catalogue),
    policies: rolePolicies(plan),
  };
  terminal.out(given.yes('json') ? jsonText(dry) : textOf(dry));
  return 0;
}

const questionsOf = (plan: Plan, catalogue: Catalogue): DryRun['questions'] =>
  plan.runbooks.flatMap((planned) => {
    const runbook = runbookOf(planned, catalogue);
    return runbook.steps.map((step) => ({ runbook: runbook.id, ...question(plan, planned, { runbook, step }) }));
  });

function textOf(dry: DryRun): string {
  const { plan, policies } = dry;
  const widened = policies.widened.map((sentence) => `  Wider than the plan: ${sentence}`);
  return [
    ...heading(plan),
    ...chosen(plan),
    ...listed(dry.coverage),
    '',
    `Temporary role, for ${plan.access.minutes} minutes, until ${plan.access.deadline}`,
    ...widened,
    `Trust policy\n${JSON.stringify(policies.trust, null, 2)}`,
    `Permission policy\n${JSON.stringify(policies.permissions, null, 2)}`,
    '',
    'Statements (Trino SQL)',
    block('collect: the one pass over the logs', dry.collect),
    ...dry.questions.map(({ runbook, step, statement }) => block(`${runbook}, ${step}`, statement)),
    '',
  ].join('\n');
}

function heading({ id, alarm, window, reads }: Plan): string[] {
  const those = (names: 'all' | string[]) => (names === 'all' ? 'all' : names.join(', '));
  return [
    `Plan ${id}`,
    `Alarm    ${forTerminal(alarm.title)} (${forTerminal(alarm.type)}, ${alarm.severity}${alarm.sample ? ', a sample' : ''})`,
    `Window   ${window.from} to ${window.to}`,
    `Reads    days ${reads.firstDay} to ${reads.lastDay}; accounts: ${those(reads.accounts)}; Regions: ${those(reads.regions)}`,
    '',
  ];
}

function chosen({ runbooks, skipped, dropped }: Plan): string[] {
  return [
    'Runbooks, in this order',
    ...runbooks.flatMap(({ id, because, parameters }) => [
      `  ${id}: ${forTerminal(because)}`,
      ...entriesOf(parameters).map(([name, values]) => `    ${name} = ${values.map(forTerminal).join(', ')}`),
    ]),
    ...(skipped.length > 0 ? ['Not run'] : []),
    ...skipped.flatMap(({ id, reason, command }) => [
      `  ${id}: ${reason}`,
      ...(command === undefined ? [] : [`    ${forTerminal(command)}`]),
    ]),
    ...(dropped.length > 0 ? ['Values that were dropped'] : []),
    ...dropped.map(({ name, value, reason }) => `  ${name} '${forTerminal(value)}' ${reason}`),
  ];
}

const listed = (coverage: Coverage | undefined): string[] =>
  coverage === undefined ? [] : ['', `Would read ${coverage.files} files, ${bytes(coverage.bytes)} as stored`];

const block = (title: string, { sql, parameters }: Statement): string =>
  `-- ${title}\n${forTerminalLines(sql)}\n-- with ${forTerminal(JSON.stringify(parameters))}\n`;

const forTerminalLines = (text: string): string => text.split('\n').map(forTerminal).join('\n');
