import {
  type AthenaClient,
  BatchGetQueryExecutionCommand,
  ListQueryExecutionsCommand,
  type QueryExecution,
  StopQueryExecutionCommand,
} from '@aws-sdk/client-athena';
import { messageOf } from '../../core/errors.ts';
import { clock } from '../clock.ts';
import type { Deployment } from '../deployment.ts';

/** Where queries run. */
interface Queries {
  readonly athena: AthenaClient;
  readonly deployment: Deployment;
}

/** How many queries were stopped, and what kept others from being looked at or stopped. */
export interface Stopped {
  readonly count: number;
  readonly problem?: string;
}

/** The most that Athena returns at once; with the number of pages, the last 1,000 queries of the workgroup. */
const PAGE = 50;
const MOST_PAGES = 20;
/** No role lives longer, so no query of a role that is still there is older. */
const OLDEST = 62 * 60_000;
const ACTIVE: ReadonlySet<string | undefined> = new Set(['QUEUED', 'RUNNING']);

/**
 * Stops the queries of an investigation that wait or run: those whose results go into its folder. It needs no list of what was started,
 * so it also finds what a function started and did not live to write down. Never throws.
 */
export async function stopQueries(id: string, queries: Queries): Promise<Stopped> {
  try {
    const running = await runningOf(id, queries);
    const stops = running.map((QueryExecutionId) => queries.athena.send(new StopQueryExecutionCommand({ QueryExecutionId })));
    const outcomes = await Promise.allSettled(stops);
    const failed = outcomes.find((outcome) => outcome.status === 'rejected');
    const count = outcomes.filter(({ status }) => status === 'fulfilled').length;
    return failed === undefined ? { count } : { count, problem: messageOf(failed.reason) };
  } catch (thrown) {
    return { count: 0, problem: messageOf(thrown) };
  }
}

/** Athena lists the newest first, so a page of old queries is the last that matters. */
async function runningOf(id: string, { athena, deployment }: Queries): Promise<string[]> {
  const { workgroup, folder } = deployment.place;
  const results = `s3://${folder.bucket}/investigations/${id}/`;
  const running: string[] = [];
  let token: string | undefined;
  for (let page = 1; page <= MOST_PAGES; page++) {
    const asked = new ListQueryExecutionsCommand({ WorkGroup: workgroup, MaxResults: PAGE, NextToken: token });
    const { QueryExecutionIds: ids = [], NextToken } = await athena.send(asked);
    const seen = await lookedUp(ids, athena);
    running.push(...seen.flatMap((query) => (isActiveUnder(results, query) ? (query.QueryExecutionId ?? []) : [])));
    token = NextToken;
    if (token === undefined || !seen.some(isRecent)) break;
  }
  return running;
}

/** A batch of none is an error to Athena. */
async function lookedUp(ids: string[], athena: AthenaClient): Promise<QueryExecution[]> {
  if (ids.length === 0) return [];
  const { QueryExecutions = [] } = await athena.send(new BatchGetQueryExecutionCommand({ QueryExecutionIds: ids }));
  return QueryExecutions;
}

const isActiveUnder = (results: string, { Status, ResultConfiguration }: QueryExecution): boolean =>
  ACTIVE.has(Status?.State) && ResultConfiguration?.OutputLocation?.startsWith(results) === true;

const isRecent = ({ Status }: QueryExecution): boolean => (Status?.SubmissionDateTime?.getTime() ?? 0) > clock.now() - OLDEST;
