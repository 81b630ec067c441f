import type { QueryExecution } from '@aws-sdk/client-athena';
import { Interrupted } from '../../core/errors.ts';
import { ACCESS_REVOKED } from '../../core/interruptions.ts';

/** A query that Athena took. */
export interface Started {
  readonly queryId: string;
  readonly attempt: number;
}

type End = ({ readonly kind: 'succeeded' } & Started) | { readonly kind: 'failed'; readonly reason: string; readonly retryable: boolean };

/** How a query ended, what it read and how long it took. */
export type Ended = End & { readonly bytes: number; readonly seconds: number };

interface Asked extends Started {
  readonly bytesPerQuery: number;
}

/** The end of a query; undefined while there is none. Interrupted where somebody stopped it. */
export function queryEnd(execution: QueryExecution, asked: Asked): Ended | undefined {
  const end = ENDS[execution.Status?.State ?? 'RUNNING']?.(execution, asked);
  return end === undefined ? undefined : { ...end, ...costOf(execution) };
}

const costOf = ({ Statistics: { DataScannedInBytes = 0, TotalExecutionTimeInMillis = 0 } = {} }: QueryExecution) => ({
  bytes: DataScannedInBytes,
  seconds: TotalExecutionTimeInMillis / 1000,
});

const ENDS: Readonly<Record<string, (execution: QueryExecution, asked: Asked) => End>> = {
  SUCCEEDED: (_, { queryId, attempt }) => ({ kind: 'succeeded', queryId, attempt }),
  FAILED: (execution, asked) => cutOff(execution, asked) ?? failed(reasonOf(execution), execution.Status?.AthenaError?.Retryable ?? false),
  // Nobody but revoke stops a query of ours.
  CANCELLED: (execution, asked) => {
    const cut = cutOff(execution, asked);
    if (cut !== undefined) return cut;
    throw new Interrupted(ACCESS_REVOKED, `query ${asked.queryId} was stopped: ${reasonOf(execution)}`);
  },
};

const failed = (reason: string, retryable: boolean): End => ({ kind: 'failed', reason, retryable });

/** A message of AWS without its line breaks. */
export const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

const reasonOf = ({ Status: { StateChangeReason = 'Athena gives no reason' } = {} }: QueryExecution): string => oneLine(StateChangeReason);

/** Athena cancels a query that reads more than the workgroup admits; what it had read is charged. */
const cutOff = (execution: QueryExecution, { bytesPerQuery }: Asked): End | undefined =>
  /bytes scanned limit/i.test(reasonOf(execution))
    ? failed(`stopped at the limit of ${bytesPerQuery} bytes (limits.bytesPerQuery)`, false)
    : undefined;
