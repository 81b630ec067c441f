import * as z from 'zod';
import { invalid } from './athena-error.ts';
import type { Surroundings } from './duck-engine.ts';
import { type Execution, end, isOver, start } from './executions.ts';
import type { Faults } from './faults.ts';

/** A workgroup that leaves the place of results to its clients. */
export interface Workgroup {
  /** Bytes after which a query is stopped. */
  readonly cutoffBytes?: number;
}

/** Everything that the API acts on. */
export interface Athena extends Surroundings {
  readonly workgroups: Readonly<Record<string, Workgroup>>;
  readonly executions: Map<string, Execution>;
  readonly tokens: Map<string, { readonly id: string; readonly request: string }>;
  readonly running: Set<Promise<void>>;
  readonly faults: Faults;
}

type Operation = (input: unknown, athena: Athena) => unknown;

const operation =
  <T>(schema: z.ZodType<T>, act: (input: T, athena: Athena) => unknown): Operation =>
  (input, athena) => {
    const parsed = schema.safeParse(input);
    if (!parsed.success) throw invalid(z.prettifyError(parsed.error));
    return act(parsed.data, athena);
  };

const Start = z.object({
  QueryString: z.string().min(1).max(262_144),
  // The model's own bounds. Source: Athena API Reference, StartQueryExecution.
  ExecutionParameters: z.array(z.string().min(1).max(1024)).min(1).optional(),
  ClientRequestToken: z.string().min(32).max(128).optional(),
  QueryExecutionContext: z.object({ Database: z.string().optional() }).optional(),
  ResultConfiguration: z.object({ OutputLocation: z.string().startsWith('s3://') }),
  WorkGroup: z.string(),
});

function startQuery(input: z.infer<typeof Start>, athena: Athena): unknown {
  const { QueryString: sql, ExecutionParameters: values = [], ClientRequestToken: token, WorkGroup: workgroup } = input;
  const { cutoffBytes: cutoff = Number.POSITIVE_INFINITY } = workgroupOf(workgroup, athena);
  const request = JSON.stringify([sql, values, workgroup]);
  const before = token === undefined ? undefined : athena.tokens.get(token);
  if (before !== undefined) {
    if (before.request !== request) throw invalid('Idempotent parameters do not match', 'IDEMPOTENT_PARAMETER_MISMATCH');
    return { QueryExecutionId: before.id };
  }
  const location = input.ResultConfiguration.OutputLocation.replace(/\/?$/, '/');
  const database = input.QueryExecutionContext?.Database;
  const { execution, done } = start({ sql, values, workgroup, database, location, cutoff }, athena, athena.faults);
  athena.executions.set(execution.id, execution);
  if (token !== undefined) athena.tokens.set(token, { id: execution.id, request });
  athena.running.add(done);
  void done.finally(() => athena.running.delete(done));
  return { QueryExecutionId: execution.id };
}

function workgroupOf(name: string, { workgroups }: Athena): Workgroup {
  const found = Object.hasOwn(workgroups, name) ? workgroups[name] : undefined;
  if (found === undefined) throw invalid(`WorkGroup ${name} is not found.`);
  return found;
}

function executionOf(id: string, { executions }: Athena): Execution {
  const found = executions.get(id);
  if (found === undefined) throw invalid(`QueryExecution ${id} was not found`);
  return found;
}

const shown = (execution: Execution) => {
  const { id, sql, values, workgroup, database, location, submitted, ended, state, reason, error, scannedBytes } = execution;
  return {
    QueryExecutionId: id,
    Query: sql,
    StatementType: 'DML',
    ExecutionParameters: values.length === 0 ? undefined : values,
    QueryExecutionContext: { Catalog: 'awsdatacatalog', Database: database },
    ResultConfiguration: { OutputLocation: `${location}${id}.csv` },
    WorkGroup: workgroup,
    EngineVersion: { SelectedEngineVersion: 'Athena engine version 3', EffectiveEngineVersion: 'Athena engine version 3' },
    Status: {
      State: state,
      StateChangeReason: reason,
      AthenaError: error,
      SubmissionDateTime: submitted / 1000,
      CompletionDateTime: ended === undefined ? undefined : ended / 1000,
    },
    Statistics: { DataScannedInBytes: scannedBytes, TotalExecutionTimeInMillis: (ended ?? Date.now()) - submitted },
  };
};

const Token = z
  .string()
  .regex(/^from-\d+$/)
  .optional();

const Results = z.object({
  QueryExecutionId: z.string(),
  MaxResults: z.int().min(1).max(1000).default(1000),
  NextToken: Token,
});

/** The names of the columns are the first row, and count as one. */
function results({ QueryExecutionId, MaxResults, NextToken }: z.infer<typeof Results>, athena: Athena): unknown {
  const { state, outcome } = executionOf(QueryExecutionId, athena);
  if (outcome === undefined) throw invalid(`Query has not yet finished. Current state: ${state}`, 'INVALID_QUERY_EXECUTION_STATE');
  const all = [outcome.columns.map(({ name }) => name), ...outcome.rows];
  const from = Number(NextToken?.slice('from-'.length) ?? 0);
  const to = from + MaxResults;
  return {
    UpdateCount: 0,
    ResultSet: {
      Rows: all.slice(from, to).map((cells) => ({ Data: cells.map((cell) => (cell === null ? {} : { VarCharValue: cell })) })),
      ResultSetMetadata: { ColumnInfo: outcome.columns.map(({ name, type }) => ({ Name: name, Label: name, Type: type })) },
    },
    NextToken: to < all.length ? `from-${to}` : undefined,
  };
}

const One = z.object({ QueryExecutionId: z.string() });
const Many = z.object({ QueryExecutionIds: z.array(z.string()).min(1).max(50) });
const Listed = z.object({ WorkGroup: z.string().default('primary'), MaxResults: z.int().min(0).max(50).default(50), NextToken: Token });

/** The newest first. */
function list({ WorkGroup, MaxResults, NextToken }: z.infer<typeof Listed>, { executions }: Athena): unknown {
  const all = [...executions.values()].filter(({ workgroup }) => workgroup === WorkGroup).toReversed();
  const from = Number(NextToken?.slice('from-'.length) ?? 0);
  const to = from + MaxResults;
  return { QueryExecutionIds: all.slice(from, to).map(({ id }) => id), NextToken: to < all.length ? `from-${to}` : undefined };
}

const Group = z.object({ WorkGroup: z.string() });

/** The operations that there are, by name. */
export const OPERATIONS: Readonly<Record<string, Operation>> = {
  StartQueryExecution: operation(Start, startQuery),
  GetQueryExecution: operation(One, ({ QueryExecutionId: id }, athena) => ({ QueryExecution: shown(executionOf(id, athena)) })),
  BatchGetQueryExecution: operation(Many, ({ QueryExecutionIds: ids }, athena) => ({
    QueryExecutions: ids.flatMap((id) => athena.executions.get(id) ?? []).map(shown),
    UnprocessedQueryExecutionIds: ids.filter((id) => !athena.executions.has(id)).map((id) => ({ QueryExecutionId: id })),
  })),
  GetQueryResults: operation(Results, results),
  StopQueryExecution: operation(One, ({ QueryExecutionId: id }, athena) => {
    const execution = executionOf(id, athena);
    if (!isOver(execution)) {
      end(execution, 'CANCELLED', { reason: 'Query cancelled by user' });
      execution.abort.abort();
    }
    return {};
  }),
  ListQueryExecutions: operation(Listed, list),
  GetWorkGroup: operation(Group, ({ WorkGroup: Name }, athena) => ({
    WorkGroup: {
      Name,
      State: 'ENABLED',
      Configuration: { EnforceWorkGroupConfiguration: false, BytesScannedCutoffPerQuery: workgroupOf(Name, athena).cutoffBytes },
    },
  })),
};
