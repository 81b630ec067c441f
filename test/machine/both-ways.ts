import { cpSync, existsSync, globSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DescribeExecutionCommand, SFNClient } from '@aws-sdk/client-sfn';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { clock } from '../../lib/aws/clock.ts';
import { parseAlarms } from '../../lib/core/alarm/parse.ts';
import { investigate } from '../../lib/core/investigate.ts';
import { planFor } from '../../lib/core/plan-for.ts';
import { Report } from '../../lib/core/report.ts';
import { catalogueOf } from '../../lib/core/runbook/catalogue.ts';
import { parseSettings } from '../../lib/core/settings.ts';
import { localMachine } from '../../lib/local/machine.ts';
import { fakeS3, type Objects } from '../aws/fake-s3.ts';
import { exampleDeployment, executionArn } from '../aws/iam/cloud.ts';
import { fakeIam } from '../aws/iam/fake-iam.ts';
import { on, standIn } from '../aws/iam/stand-in.ts';
import { startAthena } from '../emulator/athena/facade.ts';
import { folderStore } from '../emulator/athena/store.ts';
import { run } from './execution.ts';
import { functionsOf } from './functions.ts';
import { machines } from './machines.ts';

const settings = parseSettings({}, 'settings');
const catalogue = catalogueOf(localMachine.runbookFiles());
const { place } = exampleDeployment;
/** The trail of the cases is not encrypted, and lies in the home account. */
const deployment = { ...exampleDeployment, place: { ...place, logs: { bucket: place.logs.bucket, prefix: '' } } };
const NAME = 'case-1';

/** An alarm, the logs around it (a folder that holds `AWSLogs/`), and a folder for what comes of it. */
export interface Case {
  readonly alarm: string;
  readonly logs: string;
  readonly into: string;
}

/** The report of the command line's `investigate`, with the place of the deployment. */
export async function locally({ alarm: file, logs, into }: Case): Promise<Report> {
  const [alarm] = parseAlarms(JSON.parse(readFileSync(file, 'utf8')));
  if (alarm === undefined) throw new Error(`no alarm in ${file}`);
  const plan = planFor(alarm, { catalogue, settings, now: Date.now(), startedBy: 'test', id: NAME, place: deployment.place });
  const folder = localMachine.folder(join(into, 'local'), { replace: true });
  const engine = await localMachine.engine({ logs, evidence: folder.draft }, new AbortController().signal);
  try {
    const ports = { trail: localMachine.trail(logs), access: localMachine.access(Date.now), outbox: localMachine.outbox(folder) };
    return await investigate(plan, { ...ports, engine, folder, catalogue, now: Date.now, versions: {} });
  } finally {
    await engine.close();
    folder.discard();
  }
}

/** The report of the synthesized state machine with the real functions, over Athena's protocol, a store of files and an IAM in memory. */
export async function throughMachine({ alarm, logs, into }: Case): Promise<Report> {
  const buckets = join(into, 'buckets');
  cpSync(logs, join(buckets, place.logs.bucket), { recursive: true });
  const objects = objectsIn(buckets);
  objects.set(`${place.folder.bucket}/investigations/${NAME}/alarm.json`, readFileSync(alarm, 'utf8'));
  const workgroups = { [place.workgroup]: {} };
  const athena = await startAthena({ store: folderStore(buckets), place: deployment.place, workgroups });
  process.env.AWS_ENDPOINT_URL_ATHENA = athena.url;
  const restores = [fakeS3(objects).restore, fakeIam({ now: clock.now, scope: deployment.rolePath }).connect(), ...services(), patience()];
  try {
    const handlers = await functionsOf({ catalogue, settings, deployment });
    const invoke = async (task: { function: string }, input: unknown) => asJson(await handlers[task.function]?.(input));
    const { ended } = run({ machine: machines().investigation, invoke, name: NAME, arn: executionArn(NAME), input: {} });
    const how = await ended;
    if (how !== 'SUCCEEDED') throw new Error(`the execution ended as ${how}`);
    return Report.parse(JSON.parse(objects.get(`${place.folder.bucket}/investigations/${NAME}/report.json`) ?? ''));
  } finally {
    for (const restore of restores) restore();
    await athena.close();
  }
}

const asJson = (value: unknown) => JSON.parse(JSON.stringify(value ?? null));

function services(): (() => void)[] {
  const Credentials = {
    AccessKeyId: 'ASIAEXAMPLE',
    SecretAccessKey: 'secret',
    SessionToken: 'token',
    Expiration: new Date(Date.now() + 900_000),
  };
  return [
    standIn(STSClient, [on(AssumeRoleCommand, async () => ({ Credentials }))]),
    standIn(SNSClient, [on(PublishCommand, async () => ({ MessageId: 'message' }))]),
    standIn(SFNClient, [on(DescribeExecutionCommand, async () => ({ status: 'RUNNING' }))]),
  ];
}

/** Pauses take a thousandth of their time; the clock goes on as if they had taken all of it. */
function patience(): () => void {
  const real = { ...clock };
  let slept = 0;
  clock.now = () => real.now() + slept;
  clock.sleep = async (milliseconds) => {
    slept += milliseconds;
    await real.sleep(Math.min(milliseconds / 1000, 10));
  };
  return () => void Object.assign(clock, real);
}

/** The files below a folder, as the objects of the buckets that its folders stand for. */
function objectsIn(root: string): Objects {
  const path = (name: string) => join(root, name);
  return {
    has: (name) => existsSync(path(name)),
    delete: (name) => rmSync(path(name)),
    get: (name) => (existsSync(path(name)) ? readFileSync(path(name), 'utf8') : undefined),
    set: (name, text) => {
      mkdirSync(dirname(path(name)), { recursive: true });
      writeFileSync(path(name), text);
    },
    keys: () => globSync('**', { cwd: root }).filter((name) => statSync(path(name)).isFile()),
    bytesOf: (name) => statSync(path(name)).size,
  };
}

const TIME = /\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g;

/** What two reports have to agree in: all but ids, times of the investigation itself, what it cost, and how its access was proved gone. */
export function comparable({ access: { policies, minutes }, investigation, coverage, cost, versions: _, ...report }: Report) {
  const { id: _id, startedBy: _who, ...asked } = investigation;
  return {
    ...report,
    investigation: asked,
    coverage: { ...coverage, newest: coverage.newest.toSorted(byText), partitions: coverage.partitions.toSorted(byText) },
    access: { minutes, policies: JSON.parse(JSON.stringify(policies).replace(TIME, 'the deadline')) },
    cost: { queries: cost.queries, records: cost.records },
  };
}

const byText = (a: object, b: object) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
