import type { SNSClient } from '@aws-sdk/client-sns';
import { executionOf } from '../core/begin.ts';
import { gather, type Unfinished } from '../core/gather.ts';
import { FILES, kept } from '../core/kept.ts';
import type { Channel, Deployed } from '../core/message/message.ts';
import type { Place } from '../core/plan.ts';
import type { Folder } from '../core/ports.ts';
import type { Report } from '../core/report.ts';
import type { Settings } from '../core/settings.ts';
import { deservesSecondLook } from '../core/settled.ts';
import { timestamp } from '../core/time.ts';
import { publish } from '../core/verbs.ts';
import { clock } from './clock.ts';
import { folderOf } from './folders.ts';
import { catalogue } from './lambda.ts';
import type { End } from './over.ts';
import { sendNotice, snsOutbox, TOLD } from './sns-outbox.ts';
import { count, log } from './telemetry.ts';

/** To whom, and from where. */
interface Publishing {
  readonly sending: { readonly sns: SNSClient; readonly topics: Readonly<Record<Channel, string>>; readonly notify: Settings['notify'] };
  readonly deployed: Deployed;
  readonly place: Place;
}

/** What came of it. `again`: a second look may see more. */
export interface Published {
  readonly id: string;
  readonly complete: boolean;
  readonly again: boolean;
}

/** Publishes what there is of one investigation, unless that was done before. One that was never planned is told of all the same. */
export async function publishOne(end: End, publishing: Publishing): Promise<Published> {
  const { id } = end;
  const folder = folderOf(id);
  if (await isPublished(folder)) return { id, complete: (await kept.report(folder))?.investigation.status === 'complete', again: false };
  const now = clock.now();
  const gathered = await gather(folder, { catalogue: catalogue(), unfinished: end.failures, now });
  if (gathered === undefined) return notPlanned(end, publishing);
  const outbox = snsOutbox({ ...publishing.sending, folder, context: await contextOf(end, publishing) });
  const versions = { trailwarden: process.env.TRAILWARDEN_VERSION ?? 'from source', engine: 'Athena engine version 3' };
  const report = await publish({ ...gathered, versions, seconds: (now - end.started) / 1000 }, { folder, outbox });
  measure(report, now);
  const [round] = gathered.rounds;
  const again = id === end.execution && end.failures.length === 0 && round !== undefined && deservesSecondLook(round.plan, report, now);
  return { id, complete: report.investigation.status === 'complete', again };
}

/** Where nobody could be told, the folder is whole and yet there is more to do. */
const isPublished = async (folder: Folder): Promise<boolean> =>
  (await folder.get(FILES.manifest)) !== undefined && (await folder.get(TOLD)) !== undefined;

async function contextOf({ id }: End, { deployed, place }: Publishing) {
  const location = `s3://${place.folder.bucket}/investigations/${id}/`;
  const first = executionOf(id);
  const before = first === id ? undefined : await kept.report(folderOf(first));
  return { ...deployed, location, ...(before === undefined ? {} : { before }) };
}

/** A second look that was never planned is no loss: the first one was published. */
async function notPlanned({ id, execution, failures }: End, { sending, deployed }: Publishing): Promise<Published> {
  const nothing = { id, complete: false, again: false };
  if (id !== execution) return nothing;
  const folder = folderOf(id);
  if ((await folder.get(TOLD)) !== undefined) return nothing;
  const at = timestamp(clock.now());
  const isStopped = failures.some(({ error }) => error === 'ABORTED');
  const told = await sendNotice(
    isStopped ? { kind: 'stopped', id, by: 'Somebody', at } : { kind: 'unplanned', id, failures: failures.map(inWords), at },
    deployed,
    sending,
  );
  await folder.put(TOLD, JSON.stringify(told));
  log.warn('an investigation ended before it was planned', { investigation: id });
  return nothing;
}

const inWords = ({ state, error }: Unfinished): string => `${state} ended with ${error}`;

function measure({ investigation, findings, cost, coverage }: Report, now: number): void {
  count('Investigations');
  if (investigation.status === 'incomplete') count('IncompleteInvestigations');
  count('Findings', findings.length);
  count('BytesScanned', cost.bytes);
  count('Dollars', cost.athenaDollars);
  if (investigation.alarm.kind !== 'manual') count('SecondsFromAlarmToReport', (now - Date.parse(investigation.alarm.time)) / 1000);
  // The role's end is part of it: an investigation whose role is not proved gone is not complete.
  if (investigation.id.startsWith('canary-') && investigation.status === 'complete') count('CanaryReports');
  log.info('a report was published', { investigation: investigation.id, count: findings.length, outcome: coverage.trigger });
}
