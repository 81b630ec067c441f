import { awsService, exampleId, type Role, roleArn, roleSession, type Session } from '../logs/identities.ts';
import { assumeRole, call, denied, useKey } from '../logs/operations.ts';
import { type Random, random } from '../logs/random.ts';
import type { Caller, Operation } from '../logs/record.ts';
import { getObject, putObject } from '../logs/s3.ts';
import { CUSTOMER_DATA, DATA_KEY, HOME, INVOICE_FILES, INVOICES, ORDERS, SECRETS, through } from './cast.ts';
import { at, type Entry } from './entry.ts';

const HOUR = 3_600_000;

interface Workload {
  readonly role: Role;
  /** The AWS service that starts it and opens its session. */
  readonly host: string;
  readonly agent: string;
  readonly work: (moment: string, chance: Random) => Operation;
}

const WORKLOADS: readonly Workload[] = [
  {
    role: ORDERS,
    host: 'ecs-tasks.amazonaws.com',
    agent: 'aws-sdk-java/2.31.67 md/io#sync md/http#Apache ua/2.1 os/Linux#5.10.240 lang/java#21.0.7 exec-env/AWS_ECS_FARGATE',
    work: order,
  },
  {
    role: INVOICES,
    host: 'lambda.amazonaws.com',
    agent: 'Boto3/1.38.42 md/Botocore#1.38.42 ua/2.1 os/linux md/arch#aarch64 lang/python#3.13.3 exec-env/AWS_Lambda_python3.13',
    work: invoice,
  },
];

/** The company's own software, day and night: each workload opens a new session every hour and goes about its work. */
export const application = (day: string): Entry[] =>
  WORKLOADS.flatMap((workload) => Array.from({ length: 24 }, (_, hour) => shift(workload, at(day, '00:00:00') + hour * HOUR)).flat());

function shift({ role, host, agent, work }: Workload, start: number): Entry[] {
  const chance = random(`${role.name} ${start}`);
  const created = start + chance.between(5, 90) * 1000;
  const name = host.startsWith('lambda') ? role.name : chance.text(32);
  const session: Session = { role, name, key: exampleId('ASIA', chance), created };
  const identity = roleSession(session);
  const task: Caller = {
    identity,
    ip: `10.20.${chance.between(0, 3)}.${chance.between(10, 250)}`,
    agent,
    endpoint: 'vpce-0b7d1c9e4f3a52680',
  };
  const busy = new Date(start).getUTCHours();
  const calls = chance.between(7, 9) + (busy >= 7 && busy < 19 ? 6 : 0);
  const opening = { time: created, region: HOME, caller: through(awsService(host), host), operation: assumeRole(session, chance) };
  const working = Array.from({ length: calls }, () => {
    const time = created + chance.between(10, 3400) * 1000;
    return { time, region: HOME, caller: task, operation: work(new Date(time).toISOString(), chance) };
  });
  return [opening, ...working.filter(({ time }) => time < start + HOUR).map(byService)];
}

/** KMS is asked by S3 on behalf of the caller, not by the caller. */
function byService(entry: Entry): Entry {
  if (entry.operation.service !== 'kms') return entry;
  return { ...entry, caller: through({ ...entry.caller.identity, invokedBy: 's3.amazonaws.com' }, 's3.amazonaws.com') };
}

const customerFile = (moment: string, chance: Random) => ({
  key: `exports/${moment.slice(0, 10).replaceAll('-', '/')}/customer-${chance.between(10_000, 99_999)}.csv`,
  bytes: chance.between(4_000, 90_000),
});

function order(moment: string, chance: Random): Operation {
  const file = customerFile(moment, chance);
  const table = { tableName: 'orders' };
  return chance.pick<() => Operation>([
    () => getObject(CUSTOMER_DATA, file, chance),
    () => putObject(CUSTOMER_DATA, file, chance),
    () => useKey('Decrypt', DATA_KEY, { 'aws:s3:arn': `arn:aws:s3:::${CUSTOMER_DATA.name}` }),
    () => useKey('GenerateDataKey', DATA_KEY, { 'aws:s3:arn': `arn:aws:s3:::${CUSTOMER_DATA.name}` }),
    () => call('dynamodb', 'DescribeTable', table),
    () => call('secretsmanager', 'GetSecretValue', { secretId: SECRETS[0] }),
    () => call('logs', 'CreateLogStream', { logGroupName: '/ecs/orders-api', logStreamName: `orders/api/${chance.text(32)}` }),
  ])();
}

function invoice(moment: string, chance: Random): Operation {
  const file = { key: `${moment.slice(0, 7)}/INV-${chance.between(200_000, 299_999)}.pdf`, bytes: chance.between(30_000, 220_000) };
  return chance.pick<() => Operation>([
    () => putObject(INVOICE_FILES, file, chance),
    () => getObject(INVOICE_FILES, file, chance),
    () => useKey('GenerateDataKey', DATA_KEY, { 'aws:s3:arn': `arn:aws:s3:::${INVOICE_FILES.name}` }),
    () => call('secretsmanager', 'GetSecretValue', { secretId: SECRETS[2] }),
    () =>
      call('logs', 'CreateLogStream', {
        logGroupName: '/aws/lambda/invoice-worker',
        logStreamName: `${moment.slice(0, 10).replaceAll('-', '/')}/[$LATEST]${chance.text(32)}`,
      }),
    () => (chance.chance(0.15) ? denied(call('ses', 'GetSendQuota'), roleArn(INVOICES)) : getObject(INVOICE_FILES, file, chance)),
  ])();
}
