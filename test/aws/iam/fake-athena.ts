import {
  AthenaClient,
  AthenaServiceException,
  BatchGetQueryExecutionCommand,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  GetWorkGroupCommand,
  ListQueryExecutionsCommand,
  type QueryExecution,
  StartQueryExecutionCommand,
  type StartQueryExecutionCommandInput,
  StopQueryExecutionCommand,
} from '@aws-sdk/client-athena';
import { on, standIn } from './stand-in.ts';

type State = 'QUEUED' | 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'CANCELLED';

/** A query as Athena keeps it. */
export interface FakeQuery {
  readonly id: string;
  readonly sql: string;
  readonly output: string;
  readonly token?: string | undefined;
  readonly submitted: number;
  /** When it ends by itself. */
  readonly ends: number;
  state: State;
}

export interface FakeAthenaOptions {
  readonly now: () => number;
  /** Milliseconds that a query takes. */
  readonly length?: () => number;
  readonly delay?: () => Promise<void>;
  /** Throws where a call is to fail. */
  readonly allow?: (operation: string) => void;
  /** Told of a query that starts, and throws where whoever has this access key may not call. */
  readonly started?: (query: FakeQuery) => void;
  readonly admit?: (accessKeyId: string) => void;
  /** Columns and rows that a query answers, all as text. */
  readonly rows?: (sql: string) => { readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[] };
}

/** An Athena in memory, behind every AthenaClient: a query runs from its start until its length is over or it is stopped. */
export function fakeAthena({ now, length = () => 60_000, delay = async () => {}, allow = () => {}, ...options }: FakeAthenaOptions) {
  const queries: FakeQuery[] = [];
  const stateOf = (query: FakeQuery): State => {
    if (query.state === 'RUNNING' && query.ends <= now()) query.state = 'SUCCEEDED';
    return query.state;
  };
  const find = (id: string | undefined): FakeQuery => {
    const query = queries.find((one) => one.id === id);
    if (query === undefined) throw invalid(`QueryExecution ${id} was not found`);
    return query;
  };
  const add = (
    sql: string,
    { output, token, state = 'RUNNING' as State, submitted = now(), ends = now() + length() }: Partial<FakeQuery>,
  ) => {
    const query = { id: `query-${queries.length}`, sql, output: output ?? '', token, submitted, ends, state };
    queries.push(query);
    return query;
  };
  const start = ({ QueryString = '', ResultConfiguration, ClientRequestToken: token }: StartQueryExecutionCommandInput) => {
    const same = token === undefined ? undefined : queries.find((query) => query.token === token);
    const query = same ?? add(QueryString, { output: ResultConfiguration?.OutputLocation, token });
    options.started?.(query);
    return { QueryExecutionId: query.id };
  };
  const shown = (query: FakeQuery): QueryExecution => ({
    QueryExecutionId: query.id,
    Query: query.sql,
    ResultConfiguration: { OutputLocation: `${query.output}${query.id}.csv` },
    Status: { State: stateOf(query), SubmissionDateTime: new Date(query.submitted) },
    Statistics: { DataScannedInBytes: 0, TotalExecutionTimeInMillis: 0 },
  });
  const stop = (query: FakeQuery) => {
    if (stateOf(query) === 'RUNNING' || query.state === 'QUEUED') query.state = 'CANCELLED';
    return {};
  };
  const results = (query: FakeQuery) => {
    const { columns, rows } = options.rows?.(query.sql) ?? { columns: ['rows'], rows: [['0']] };
    const Rows = [columns, ...rows].map((line) => ({ Data: line.map((VarCharValue) => ({ VarCharValue })) }));
    return { ResultSet: { Rows, ResultSetMetadata: { ColumnInfo: columns.map((Name) => ({ Name, Type: 'varchar' })) } } };
  };
  const list = (size = 50, token = '0') => {
    const end = Number(token) + size;
    const newest = queries.toReversed();
    return {
      QueryExecutionIds: newest.slice(Number(token), end).map(({ id }) => id),
      ...(end < newest.length ? { NextToken: String(end) } : {}),
    };
  };
  const answer =
    <I, O>(operation: string, effect: (input: I) => O) =>
    async (input: I, client: unknown): Promise<O> => {
      await delay();
      if (options.admit !== undefined) options.admit(await accessKeyOf(client));
      allow(operation);
      const output = effect(input);
      await delay();
      return output;
    };

  const connect = () =>
    standIn(AthenaClient, [
      on(StartQueryExecutionCommand, answer('StartQueryExecution', start)),
      on(
        GetQueryExecutionCommand,
        answer('GetQueryExecution', ({ QueryExecutionId }) => ({ QueryExecution: shown(find(QueryExecutionId)) })),
      ),
      on(
        GetQueryResultsCommand,
        answer('GetQueryResults', ({ QueryExecutionId }) => results(find(QueryExecutionId))),
      ),
      on(
        GetWorkGroupCommand,
        answer('GetWorkGroup', ({ WorkGroup }) => ({ WorkGroup: { Name: WorkGroup } })),
      ),
      on(
        StopQueryExecutionCommand,
        answer('StopQueryExecution', ({ QueryExecutionId }) => stop(find(QueryExecutionId))),
      ),
      on(
        ListQueryExecutionsCommand,
        answer('ListQueryExecutions', ({ MaxResults, NextToken }) => list(MaxResults, NextToken)),
      ),
      on(
        BatchGetQueryExecutionCommand,
        answer('BatchGetQueryExecution', ({ QueryExecutionIds = [] }) => ({ QueryExecutions: QueryExecutionIds.map(find).map(shown) })),
      ),
    ]);
  return { connect, queries, add, running: () => queries.filter((query) => ['QUEUED', 'RUNNING'].includes(stateOf(query))) };
}

async function accessKeyOf(client: unknown): Promise<string> {
  if (!(client instanceof AthenaClient)) throw new Error('a call without a client');
  return (await client.config.credentials()).accessKeyId;
}

const invalid = (message: string) =>
  new AthenaServiceException({ name: 'InvalidRequestException', $fault: 'client', message, $metadata: {} });
export const athenaDenied = () =>
  new AthenaServiceException({
    name: 'AccessDeniedException',
    $fault: 'client',
    message: 'User is not authorized to perform this',
    $metadata: {},
  });
export const athenaThrottling = () =>
  new AthenaServiceException({ name: 'ThrottlingException', $fault: 'client', message: 'Rate exceeded', $metadata: {} });
