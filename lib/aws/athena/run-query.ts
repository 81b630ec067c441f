import { createHash } from 'node:crypto';
import { type AthenaClient, GetQueryExecutionCommand, InvalidRequestException, StartQueryExecutionCommand } from '@aws-sdk/client-athena';
import { Interrupted } from '../../core/errors.ts';
import { STILL_RUNNING } from '../../core/interruptions.ts';
import type { Place } from '../../core/plan.ts';
import type { Statement } from '../../core/statement.ts';
import { clock } from '../clock.ts';
import { executionParameters } from './execution-parameters.ts';
import { underRole } from './interrupted-by.ts';
import { mayFareBetter, type NewRole, onceAdmitted } from './new-role.ts';
import { type Ended, oneLine, queryEnd, type Started } from './query-end.ts';

/** Where and for whom queries run. */
export interface Desk extends NewRole {
  /** With the temporary role's credentials; `ATHENA_RETRIES` is how it should retry. */
  readonly athena: AthenaClient;
  readonly place: Place;
  /** The investigation. */
  readonly id: string;
  /** The workgroup's bytes cut-off, to name it. */
  readonly bytesPerQuery: number;
  /** Milliseconds that this process still has. */
  readonly remaining: () => number;
  readonly signal?: AbortSignal;
}

/** A query by the name of what it is for. `statement` may differ from one attempt (1, 2) to the next. */
export interface Query {
  readonly name: string;
  readonly statement: (attempt: number) => Statement;
}

/** Of the query text. Source: Athena User Guide, "Service Quotas". */
const LONGEST_BYTES = 262_144;
/** Milliseconds that must be left to look again: a pause, a call with its retries, and the way out. */
const RESERVE = 20_000;

/**
 * Runs a query to its end, once more where Athena says that it may be tried again, or a new role was refused. Run again, by this process or another, it goes on with
 * the query that runs already or is over. Interrupted where time runs low (the query goes on) or access was taken away.
 */
export async function runQuery(desk: Desk, query: Query): Promise<Ended> {
  const first = await attemptQuery(desk, query, 1);
  if (first.kind === 'succeeded' || !(first.retryable || (await mayFareBetter(desk, first.reason)))) return first;
  const second = await attemptQuery(desk, query, 2);
  return { ...second, bytes: first.bytes + second.bytes, seconds: first.seconds + second.seconds };
}

async function attemptQuery(desk: Desk, query: Query, attempt: number): Promise<Ended> {
  const started = await startQuery(desk, query, attempt);
  return 'reason' in started
    ? { kind: 'failed', ...started, retryable: false, bytes: 0, seconds: 0 }
    : endOf(desk, { ...started, attempt });
}

/** The token makes a repeated start give the query that runs already: for each question there is one query, and one bill. */
async function startQuery(
  { athena, place, id, ...desk }: Desk,
  { name, statement }: Query,
  attempt: number,
): Promise<{ queryId: string } | { reason: string }> {
  const { sql, parameters } = statement(attempt);
  const bytes = Buffer.byteLength(sql);
  if (bytes > LONGEST_BYTES)
    throw new Error(`the query has ${bytes} bytes, and Athena takes ${LONGEST_BYTES}; plan fewer runbooks or values`);
  const command = new StartQueryExecutionCommand({
    QueryString: sql,
    ExecutionParameters: executionParameters({ sql, parameters }),
    ClientRequestToken: createHash('sha256')
      .update(JSON.stringify([id, name, attempt, sql, parameters]))
      .digest('hex'),
    QueryExecutionContext: { Database: place.database },
    ResultConfiguration: { OutputLocation: `s3://${place.folder.bucket}/investigations/${id}/results/` },
    WorkGroup: place.workgroup,
  });
  try {
    const { QueryExecutionId: queryId } = await onceAdmitted(desk, () => underRole(athena.send(command)));
    if (queryId === undefined) throw new Error('Athena started a query and gave it no id');
    return { queryId };
  } catch (thrown) {
    if (thrown instanceof InvalidRequestException) return { reason: oneLine(thrown.message) };
    throw thrown;
  }
}

/** Looks until the query is over, less and less often. */
async function endOf(desk: Desk, started: Started): Promise<Ended> {
  for (let pause = 250; ; pause = Math.min(pause * 1.5, 5000)) {
    desk.signal?.throwIfAborted();
    const command = new GetQueryExecutionCommand({ QueryExecutionId: started.queryId });
    const { QueryExecution: execution = {} } = await underRole(desk.athena.send(command));
    const ended = queryEnd(execution, { ...started, bytesPerQuery: desk.bytesPerQuery });
    if (ended !== undefined) return ended;
    if (desk.remaining() - pause < RESERVE)
      throw new Interrupted(STILL_RUNNING, `query ${started.queryId} still runs; ask again for its end`);
    await clock.sleep(pause);
  }
}
