import { AthenaClient, GetQueryExecutionCommand, StartQueryExecutionCommand } from '@aws-sdk/client-athena';
import { CreateRoleCommand, IAMClient, ListRolesCommand } from '@aws-sdk/client-iam';
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { AssumeRoleCommand, type Credentials, STSClient } from '@aws-sdk/client-sts';
import { UNPLANNED_DAY } from './incident.ts';
import { nameOf } from './name-of.ts';
import type { Stage } from './stage.ts';
import { until } from './until.ts';

/** How far an intruder in one of the functions would get with a role that lives: what was tried, and `allowed` or what stopped it. */
export async function reach(stage: Stage, id: string): Promise<Record<string, string>> {
  const { system, world } = stage;
  const { functions, deployment } = system;
  const as = (accessKeyId: string) => ({ ...base(stage), credentials: { accessKeyId, secretAccessKey: 'of-this-machine-only' } });
  const assume = (name: string, SourceIdentity = id) => {
    const command = new AssumeRoleCommand({ RoleArn: roleArn(stage, id), RoleSessionName: id, SourceIdentity });
    return new STSClient(as(name)).send(command);
  };
  const { Credentials } = await assume(functions.run);
  const session = { ...base(stage), credentials: credentialsOf(Credentials) };
  const [iam, s3, sns] = [new IAMClient(session), new S3Client(session), new SNSClient(session)];
  const { place, topics } = deployment;
  const log = { Bucket: place.logs.bucket, Key: 'AWSLogs/111122223333/CloudTrail/us-east-1/2026/11/18/any.json.gz' };
  const role = {
    RoleName: `tw-${id}-more`,
    Path: world.rolePath,
    AssumeRolePolicyDocument: '{}',
    PermissionsBoundary: deployment.boundaryArn,
  };
  const list = (of: string) => s3.send(new ListObjectsV2Command({ Bucket: place.folder.bucket, Prefix: `investigations/${of}/` }));
  return {
    'assumed by the function that runs': 'allowed',
    'assumed by the function that publishes': await nameOf(assume(functions.publish)),
    'assumed under another name': await nameOf(assume(functions.run, 'somebody-else')),
    ...(await queries(stage, id, session)),
    'a log file without Athena': await nameOf(s3.send(new GetObjectCommand(log))),
    'its own folder': await nameOf(list(id)),
    'the folder of another investigation': await nameOf(list('another')),
    'a role of its own': await nameOf(iam.send(new CreateRoleCommand(role))),
    'the list of roles': await nameOf(iam.send(new ListRolesCommand({}))),
    'a message to people': await nameOf(sns.send(new PublishCommand({ TopicArn: topics.email, Message: 'all is well' }))),
  };
}

const base = ({ system }: Stage) => ({ endpoint: system.proxy.url, region: system.admin.region, maxAttempts: 1, forcePathStyle: true });

const roleArn = ({ world }: Stage, id: string): string => `arn:aws:iam::111122223333:role${world.rolePath}tw-${id}`;

const credentialsOf = ({ AccessKeyId = '', SecretAccessKey = '', SessionToken }: Partial<Credentials> = {}) => ({
  accessKeyId: AccessKeyId,
  secretAccessKey: SecretAccessKey,
  sessionToken: SessionToken,
});

async function queries(
  { system }: Stage,
  id: string,
  session: ConstructorParameters<typeof AthenaClient>[0],
): Promise<Record<string, string>> {
  const athena = new AthenaClient(session ?? {});
  const { place } = system.deployment;
  const folder = `s3://${place.folder.bucket}/investigations/${id}`;
  const logs = `"${place.database}"."${place.tables.logs}"`;
  const count = (day: string) => `SELECT count(*) FROM ${logs} WHERE account = '111122223333' AND region = 'us-east-1' AND day = '${day}'`;
  const query = async (QueryString: string, { group = place.workgroup, results = `${folder}/results/` } = {}) => {
    const where = { ResultConfiguration: { OutputLocation: results }, WorkGroup: group };
    const { QueryExecutionId } = await athena.send(new StartQueryExecutionCommand({ QueryString, ...where }));
    return until('the end of a query', async () => {
      const { QueryExecution } = await athena.send(new GetQueryExecutionCommand({ QueryExecutionId }));
      const { State = '', StateChangeReason } = QueryExecution?.Status ?? {};
      return ['QUEUED', 'RUNNING'].includes(State) ? undefined : (StateChangeReason ?? State);
    });
  };
  return {
    'a query in the workgroup': await query(count('2026/11/18')),
    'a query of a day that is not planned': await query(count(UNPLANNED_DAY.replaceAll('-', '/'))),
    'a query that writes into another folder': await query(count('2026/11/18'), {
      results: `s3://${place.folder.bucket}/investigations/another/`,
    }),
    'a query in another workgroup': await nameOf(query(count('2026/11/18'), { group: 'primary' })),
  };
}
