import { awsService, exampleId, iamUser, roleSession } from './identities.ts';
import { assumeRole, call, denied, describe, useKey } from './operations.ts';
import type { Population } from './population.ts';
import type { Random } from './random.ts';
import type { Caller, Operation } from './record.ts';
import { getObject, listBuckets, putObject } from './s3.ts';

/** Where and when an event of the crowd happens. */
export interface Scene {
  readonly people: Population;
  readonly region: string;
  readonly time: number;
  /** The sessions that are open in the hour of the file, out of all of the account. */
  readonly shift: number;
}

const AGENTS = [
  'aws-sdk-java/2.31.67 md/io#sync md/http#Apache ua/2.1 os/Linux#5.10.240 lang/java#21.0.7',
  'Boto3/1.38.42 md/Botocore#1.38.42 ua/2.1 os/linux#6.1.141 md/arch#x86_64 lang/python#3.13.3',
  'aws-cli/2.27.41 md/awscrt#0.26.1 ua/2.1 os/linux#6.1.141 md/arch#x86_64 lang/python#3.13.4',
  'APN/1.0 HashiCorp/1.0 Terraform/1.12.2 terraform-provider-aws/6.0.0 aws-sdk-go-v2/1.36.5',
];
const SERVICES = ['ec2', 'lambda', 'config', 'ecs-tasks', 'glue'].map((name) => `${name}.amazonaws.com`);
const OPEN_SESSIONS = 60;

/** Somebody does something, in the proportions of a busy organization: roles first, then AWS itself, then users. */
export function crowd(scene: Scene, chance: Random): { caller: Caller; operation: Operation } {
  const draw = chance.next();
  if (draw < 0.26) return openSession(scene, chance);
  const caller = draw < 0.84 ? worker(scene, chance) : user(scene, chance);
  const operation = ordinary(scene, chance);
  return { caller, operation: chance.chance(0.05) ? denied(operation, String(caller.identity.arn)) : operation };
}

function openSession({ people, time }: Scene, chance: Random) {
  const host = chance.pick(SERVICES);
  const session = { role: chance.pick(people.roles), name: chance.text(24), key: exampleId('ASIA', chance), created: time };
  return { caller: { identity: awsService(host), ip: host, agent: host }, operation: assumeRole(session, chance) };
}

function worker({ people, time, shift }: Scene, chance: Random): Caller {
  const open = people.sessions[(shift + chance.between(0, OPEN_SESSIONS - 1)) % people.sessions.length] ?? chance.pick(people.sessions);
  const { ip } = open;
  const created = Math.floor(time / 3_600_000) * 3_600_000;
  const endpoint = chance.chance(0.5) ? `vpce-0${people.account}1f2e3` : undefined;
  return { identity: roleSession({ ...open, created }), ip, agent: chance.pick(AGENTS), endpoint };
}

function user({ people }: Scene, chance: Random): Caller {
  const { user: who, key, ip } = chance.pick(people.users);
  return { identity: iamUser(who, key), ip, agent: chance.pick(AGENTS) };
}

/** Up to which draw, of what: the first row whose share is above the draw is taken. */
const SHARES: readonly (readonly [number, (scene: Scene, chance: Random) => Operation])[] = [
  [0.26, object],
  [0.44, key],
  [0.7, machines],
  [0.82, () => call('sts', 'GetCallerIdentity')],
  [0.93, (_, chance) => call('iam', chance.pick(['ListUsers', 'ListRoles', 'GetAccountSummary', 'ListPolicies']))],
  [0.97, logStream],
  [0.99, (_, chance) => call('dynamodb', 'DescribeTable', { tableName: `table-${chance.between(1, 40)}` })],
  [1, ({ region }, chance) => listBuckets(region, chance)],
];

function ordinary(scene: Scene, chance: Random): Operation {
  const draw = chance.next();
  const [, make] = SHARES.find(([upTo]) => draw < upTo) ?? SHARES[0] ?? [1, object];
  return make(scene, chance);
}

function object({ people, time }: Scene, chance: Random): Operation {
  const at = new Date(time).toISOString();
  const name = `part-${String(chance.between(0, 99_999)).padStart(5, '0')}-${chance.text(8)}.snappy.parquet`;
  const file = {
    key: `${chance.pick(['events', 'raw', 'exports'])}/dt=${at.slice(0, 10)}/hour=${at.slice(11, 13)}/${name}`,
    bytes: chance.between(1e3, 1e7),
  };
  return (chance.chance(0.3) ? putObject : getObject)(chance.pick(people.buckets), file, chance);
}

function key({ people, region }: Scene, chance: Random): Operation {
  const arn = `arn:aws:kms:${region}:${people.account}:key/11111111-2222-4333-8444-${people.account}`;
  const context = { 'aws:s3:arn': `arn:aws:s3:::${chance.pick(people.buckets).name}` };
  return useKey(chance.chance(0.7) ? 'Decrypt' : 'GenerateDataKey', arn, context);
}

const MACHINES = [
  ['Instances', 'instancesSet'],
  ['NetworkInterfaces', 'networkInterfaceIdSet'],
  ['Volumes', 'volumeSet'],
  ['SecurityGroups', 'securityGroupSet'],
] as const;

function machines(_: Scene, chance: Random): Operation {
  const [what, set] = chance.pick(MACHINES);
  const operation = describe(what, set);
  return {
    ...operation,
    request: {
      ...operation.request,
      filterSet: { items: [{ name: 'tag:Name', valueSet: { items: [{ value: `node-${chance.text(8)}` }] } }] },
    },
  };
}

function logStream({ time }: Scene, chance: Random): Operation {
  const day = new Date(time).toISOString().slice(0, 10).replaceAll('-', '/');
  const group = `/aws/lambda/function-${chance.between(1, 60)}`;
  return call('logs', 'CreateLogStream', { logGroupName: group, logStreamName: `${day}/[$LATEST]${chance.text(32)}` });
}
