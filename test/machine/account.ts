import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { AssumeRoleCommand, type AssumeRoleCommandInput, STSClient } from '@aws-sdk/client-sts';
import { fakeS3, type Objects } from '../aws/fake-s3.ts';
import { cloud, executionArn } from '../aws/iam/cloud.ts';
import { athenaDenied } from '../aws/iam/fake-athena.ts';
import { type FakeRole, iamErrors } from '../aws/iam/fake-iam.ts';
import { on, standIn } from '../aws/iam/stand-in.ts';
import { EXECUTION, KEY, objectsOf, START } from './begins.ts';
import type { Fate } from './invocation.ts';
import { randomFrom, type Script } from './script.ts';

/** An account in memory, with all that a history touches, behind every client until `close`. */
export function account(script: Script) {
  const random = randomFrom(script.seed);
  const between = (least: number, most: number) => least + Math.floor(random() * (most - least + 1));
  const one = cloud({
    start: START,
    iam: { lag: () => between(0, script.lag) },
    athena: {
      length: () => between(1_000, 90_000),
      rows: rowsOf,
      started: ({ sql }) => unload(sql, objects),
      admit: (accessKeyId) => admit(accessKeyId, here),
    },
  });
  const here: Deciding = { now: one.time.now, known: (name) => one.iam.roleAt(name, one.time.now() - script.lag) };
  const objects = objectsOf(script);

  const assuming = async (asked: AssumeRoleCommandInput) => assume(asked, here);
  const restores = [
    fakeS3(objects, pieces).restore,
    standIn(STSClient, [on(AssumeRoleCommand, assuming)]),
    standIn(SNSClient, [on(PublishCommand, async () => ({ MessageId: 'message' }))]),
  ];
  one.executions.clear();
  const fate: Omit<Fate, 'end'> = {
    now: one.time.now,
    latency: () => one.time.pause(between(2, 150)),
    stall: () => one.time.pause(between(20_000, 14 * 60_000)),
  };
  const close = () => {
    for (const putBack of restores) putBack();
    one.restore();
  };
  return { ...one, objects, fate, between, close, arn: executionArn(EXECUTION) };
}
export type Account = ReturnType<typeof account>;

/** Whether a policy admits something now: each of ours ends at its deadline. */
const inTime = (policy: string, now: number): boolean => now < Date.parse(/"aws:CurrentTime":"([^"]+)"/.exec(policy)?.[1] ?? '');

/** What decides about access: a role as all of AWS knows it by now. */
interface Deciding {
  readonly now: () => number;
  readonly known: (roleName: string) => FakeRole | undefined;
}

/** A session of a role that is there, trusts this identity, and is in time. Its access key names the role. */
function assume({ RoleArn = '', SourceIdentity }: AssumeRoleCommandInput, { now, known }: Deciding) {
  const name = RoleArn.split('/').at(-1) ?? '';
  const trust = known(name)?.trust ?? '';
  if (!trust.includes(`"sts:SourceIdentity":"${SourceIdentity}"`) || !inTime(trust, now())) throw iamErrors.denied();
  return { Credentials: { AccessKeyId: name, SecretAccessKey: 'secret', SessionToken: 'session', Expiration: new Date(now() + 900_000) } };
}

/** Rights are judged at each call: the role has to be there still, with a policy that is in time. */
function admit(accessKeyId: string, { now, known }: Deciding): void {
  if (accessKeyId === 'function') return;
  const policies = [...(known(accessKeyId)?.inline.values() ?? [])];
  if (!policies.some((policy) => inTime(policy, now()))) throw athenaDenied();
}

/** Athena writes what a pass keeps. */
function unload(sql: string, objects: Objects): void {
  const target = /TO 's3:\/\/([^']+)'/.exec(sql)?.[1];
  if (target !== undefined) objects.set(`${target}part-0.parquet`, 'PAR1');
}

/** The tally of a pass, and for each question one row, in which a new key leads to a second round. */
const rowsOf = (sql: string) =>
  sql.includes('data_service')
    ? { columns: ['found', 'data_service', 'records'], rows: [['', '', '3']] }
    : { columns: ['new_key', 'eventid'], rows: [[KEY.replace('01', '02'), 'e1']] };

/** A real stream takes real time, which does not pass here. */
async function* pieces(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text);
}
