import { parse } from 'yaml';
import * as z from 'zod';
import { Timestamp } from '../alarm.ts';
import { EntityName } from '../entity.ts';
import { InputError, messageOf } from '../errors.ts';
import { type Answer, Cell } from '../investigation.ts';
import type { Runbook } from './runbook.ts';

const Json = z.record(z.string(), z.unknown());

/** One case of a runbook: records in, rows out. A step that `expect` does not name is not looked at. */
const RunbookCase = z.strictObject({
  name: z.string().min(5),
  window: z.strictObject({ from: Timestamp, to: Timestamp }),
  parameters: z.partialRecord(EntityName, z.array(z.string())).default({}),
  /** Settings that steps use, such as trustedAccounts. */
  constants: z.record(z.string(), z.union([z.number(), z.array(z.string())])).default({}),
  records: z.array(Json.and(z.object({ eventTime: Timestamp }))),
  /** Rows by step, in order; only the columns that are named are compared. */
  expect: z
    .record(z.string(), z.array(z.record(z.string(), Cell)))
    .refine((steps) => Object.keys(steps).length > 0, 'names no step, so the case cannot fail'),
});
export type RunbookCase = z.infer<typeof RunbookCase>;

const CasesFile = z.strictObject({ base: Json.default({}), cases: z.array(RunbookCase).min(1) });

/** Reads `<id>.cases.yaml`, each record laid over `base` and over what every record has. `path` is for messages. */
export function parseCases(path: string, text: string): RunbookCase[] {
  const result = CasesFile.safeParse(yaml(path, text));
  if (!result.success) {
    const [issue] = result.error.issues;
    throw new InputError(`${path}: '${issue?.path.join('.')}' ${issue?.message.replace(/^Invalid input: /, '')}`);
  }
  const { base, cases } = result.data;
  return cases.map((one) => ({ ...one, records: one.records.map((record, index) => ({ ...record, ...recordOf(base, record, index) })) }));
}

function yaml(path: string, text: string): unknown {
  try {
    return parse(text, { logLevel: 'error' });
  } catch (thrown) {
    throw new InputError(`${path}: ${messageOf(thrown).split('\n')[0]}`);
  }
}

const EVERY_RECORD = {
  eventVersion: '1.11',
  awsRegion: 'us-east-1',
  eventType: 'AwsApiCall',
  managementEvent: true,
  eventCategory: 'Management',
  recipientAccountId: '111122223333',
};

function recordOf(base: Record<string, unknown>, record: Record<string, unknown>, index: number): Record<string, unknown> {
  const id = `99999999-0000-4000-8000-${String(index).padStart(12, '0')}`;
  return laid(laid({ ...EVERY_RECORD, eventID: id, requestID: id }, base), record);
}

/** Objects are laid over each other field by field; a null, a list or a plain value takes the place of what was there. */
function laid(under: Record<string, unknown>, over: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(over).map(([key, value]) => {
    const [below, above] = [Json.safeParse(under[key]), Json.safeParse(value)];
    return [key, below.success && above.success ? laid(below.data, above.data) : value];
  });
  return { ...under, ...Object.fromEntries(entries) };
}

/** What a case's answers have wrong, one paragraph a step; empty where all is as expected. */
export function differences({ expect }: RunbookCase, runbook: Runbook, answers: readonly Answer[]): string[] {
  return Object.entries(expect).flatMap(([step, rows]) => {
    const answer = answers.find((candidate) => candidate.step === step);
    if (answer === undefined) return [`there is no step '${step}'; the steps are ${runbook.steps.map(({ id }) => id).join(', ')}`];
    if (answer.kind === 'failed') return [`${step} failed: ${answer.reason}`];
    return stepDifference(step, rows, answer);
  });
}

function stepDifference(step: string, rows: RunbookCase['expect'][string], answer: Answer & { kind: 'rows' }): string[] {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const unknown = columns.filter((column) => !answer.columns.includes(column));
  if (unknown.length > 0) return [`${step} has no column ${unknown.join(', ')}; it has ${answer.columns.join(', ')}`];
  const shown = (row: Record<string, Cell>, named: Record<string, Cell>) =>
    JSON.stringify(Object.fromEntries(Object.keys(named).map((column) => [column, row[column] ?? null])));
  const got = answer.rows.map((cells) => Object.fromEntries(answer.columns.map((column, at) => [column, cells[at] ?? null])));
  const same = rows.length === got.length && rows.every((row, at) => shown(row, row) === shown(got[at] ?? {}, row));
  if (same) return [];
  const all = Object.fromEntries((columns.length > 0 ? columns : answer.columns).map((column) => [column, null]));
  const expected = rows.map((row) => `    - ${shown(row, row)}`);
  const found = got.map((row, at) => `    + ${shown(row, rows[at] ?? all)}`);
  return [[`${step}: expected ${rows.length} rows (-), got ${got.length} (+)`, ...expected, ...found].join('\n')];
}
