import { entriesOf } from '../core/entity.ts';
import type { Coverage, RolePolicies } from '../core/investigation.ts';
import type { Plan } from '../core/plan.ts';
import { bytes, count } from '../core/render/quantity.ts';
import { draw, heading, type Line } from '../core/render/terminal-line.ts';
import { hanging } from '../core/render/terminal-prose.ts';
import type { Statement } from '../core/statement.ts';

/** All that there is to say before anything runs. */
export interface DryRun {
  readonly plan: Plan;
  /** Which log files there are; nobody has to say where they would be. */
  readonly coverage: Coverage | undefined;
  readonly policies: RolePolicies;
  readonly collect: Statement;
  readonly questions: readonly { readonly runbook: string; readonly step: string; readonly statement: Statement }[];
}

interface Showing {
  readonly width: number;
  readonly colour: boolean;
  readonly brief: boolean;
}

/** The dry run for a person: what is decided; then, unless that is enough, the role's policies and each statement. */
export function planText(dry: DryRun, { width, colour, brief }: Showing): string {
  const decided = [...summary(dry, width), ...chosen(dry.plan, width), ...notRun(dry.plan, width), ...droppedValues(dry.plan, width)];
  const rest = brief
    ? [[], ...hanging('', 'The policies and statements are left out; without --brief they follow here.', width)]
    : [...role(dry, width), ...statements(dry, width)];
  return draw([...decided, ...rest], colour);
}

function summary({ plan, coverage, questions }: DryRun, width: number): Line[] {
  const { id, alarm, window, reads, access } = plan;
  const those = (names: 'all' | string[]) => (names === 'all' ? 'all' : names.join(', '));
  const rows: [string, string][] = [
    ['Alarm', `${alarm.title} (${alarm.type}, ${alarm.severity}${alarm.sample ? ', a sample' : ''})`],
    ['Window', `${window.from} to ${window.to}`],
    ['Days', `${reads.firstDay} to ${reads.lastDay}, baselines and late deliveries included`],
    ['Accounts', those(reads.accounts)],
    ['Regions', those(reads.regions)],
    [
      'Logs',
      coverage === undefined ? 'not counted; --logs DIR does it' : `${count(coverage.files, 'file')}, ${bytes(coverage.bytes)} as stored`,
    ],
    ['Queries', `one pass over the logs, then ${count(questions.length, 'question')} of what it kept`],
    ['Access', `a role for ${access.minutes} minutes, until ${access.deadline}`],
  ];
  return [[{ text: `Plan ${id}`, paint: 'bold' }], [], ...rows.flatMap(([name, text]) => hanging(`${name.padEnd(8)}  `, text, width))];
}

const chosen = ({ runbooks }: Plan, width: number): Line[] => [
  ...heading('Runbooks, in this order', width),
  ...runbooks.flatMap(({ id, because, parameters }, index) => [
    ...hanging(`${index + 1}. `, `${id}: ${because}`, width),
    ...entriesOf(parameters).flatMap(([name, values]) => hanging(`   ${name} = `, values.join(', '), width)),
  ]),
];

function notRun({ skipped }: Plan, width: number): Line[] {
  if (skipped.length === 0) return [];
  const runbooks = skipped.flatMap(({ id, reason, command }): Line[] => [
    ...hanging('- ', `${id}: ${reason}`, width),
    // A command stays on one line, to be copied.
    ...(command === undefined ? [] : [[`  ${command}`]]),
  ]);
  return [...heading('Not run', width), ...runbooks];
}

const droppedValues = ({ dropped }: Plan, width: number): Line[] =>
  dropped.length === 0
    ? []
    : [
        ...heading('Values that were dropped', width),
        ...dropped.flatMap(({ name, value, reason }) => hanging('- ', `${name} '${value}' ${reason}`, width)),
      ];

const linesOf = (text: string): Line[] => text.split('\n').map((line) => [line]);
const titled = (title: string, text: string): Line[] => [[], [{ text: title, paint: 'bold' }], ...linesOf(text)];

const role = ({ policies: { trust, permissions, widened } }: DryRun, width: number): Line[] => [
  ...heading('Temporary role', width),
  ...widened.flatMap((sentence) => hanging('', `Wider than the plan: ${sentence}`, width)),
  ...titled('Trust policy', JSON.stringify(trust, null, 2)),
  ...titled('Permission policy', JSON.stringify(permissions, null, 2)),
];

const statements = ({ collect, questions }: DryRun, width: number): Line[] => [
  ...heading('Statements (Trino SQL)', width),
  ...statement('collect: the one pass over the logs', collect),
  ...questions.flatMap(({ runbook, step, statement: asked }) => statement(`${runbook}, ${step}`, asked)),
];

const statement = (title: string, { sql, parameters }: Statement): Line[] =>
  titled(`-- ${title}`, `${sql}\n-- with ${JSON.stringify(parameters)}`);
