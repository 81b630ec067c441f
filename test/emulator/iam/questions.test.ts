import { createServer } from 'node:http';
import { AthenaClient, BatchGetQueryExecutionCommand, ListWorkGroupsCommand, StartQueryExecutionCommand } from '@aws-sdk/client-athena';
import { CreateRoleCommand, GetRoleCommand, IAMClient, ListRolesCommand } from '@aws-sdk/client-iam';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { DescribeExecutionCommand, SFNClient } from '@aws-sdk/client-sfn';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bodyOf, closed, listening } from '../http.ts';
import { readRequest } from './aws-request.ts';
import { errorAnswer } from './denial.ts';
import type { Question } from './question.ts';
import { questionsOf } from './questions.ts';
import type { Roles } from './roles.ts';

const ARN = 'arn:aws:iam::111122223333:role/trailwarden/tw-here';
const here = { name: 'tw-here', arn: ARN, identity: [], boundary: undefined, boundaryArn: 'arn:boundary', trust: {}, tags: {} };
const roles: Roles = { find: async (name) => (name === 'tw-here' ? here : undefined), ofFunction: async () => undefined };
const lookups = { roles, workgroupOf: async (id: string) => `group-of-${id}` };

let asked: Question[] = [];
const server = createServer(async (incoming, outgoing) => {
  const request = readRequest(incoming, await bodyOf(incoming));
  asked = await questionsOf(request, lookups);
  const { status, headers, body } = errorAnswer(request, { status: 400, code: 'Refused', message: 'asked & <answered>' });
  outgoing.writeHead(status, headers).end(body);
});
let config: { endpoint: string; region: string; credentials: { accessKeyId: string; secretAccessKey: string }; maxAttempts: number };
beforeAll(async () => {
  config = {
    endpoint: await listening(server),
    region: 'eu-west-1',
    credentials: { accessKeyId: 'fn', secretAccessKey: 's' },
    maxAttempts: 1,
  };
});
afterAll(() => closed(server));

/** What IAM is asked when a client sends something; the client hears an error by its name. */
async function askedBy(sent: Promise<unknown>): Promise<Question[]> {
  await expect(sent).rejects.toMatchObject({ name: 'Refused', message: 'asked & <answered>' });
  return asked;
}

describe('IAM is asked', () => {
  it('for an object or a bucket by method and address', async () => {
    const s3 = new S3Client({ ...config, forcePathStyle: true });
    const object = 'arn:aws:s3:::logs/a/b c.json';
    expect(await askedBy(s3.send(new GetObjectCommand({ Bucket: 'logs', Key: 'a/b c.json' })))).toEqual([
      { action: 's3:GetObject', resource: object },
    ]);
    const put = new PutObjectCommand({ Bucket: 'logs', Key: 'a/b c.json', Body: 'x' });
    expect(await askedBy(s3.send(put))).toEqual([{ action: 's3:PutObject', resource: object }]);
    expect(await askedBy(s3.send(new ListObjectsV2Command({ Bucket: 'logs', Prefix: 'a/' })))).toEqual([
      { action: 's3:ListBucket', resource: 'arn:aws:s3:::logs', context: { 's3:prefix': 'a/' } },
    ]);
  });

  it('for a new role by its path and boundary, and for its tags besides', async () => {
    const tags = [{ Key: 'trailwarden:deadline', Value: 'soon' }];
    const command = {
      RoleName: 'tw-new',
      Path: '/trailwarden/',
      AssumeRolePolicyDocument: '{}',
      PermissionsBoundary: 'arn:boundary',
      Tags: tags,
    };
    const context = {
      'iam:PermissionsBoundary': 'arn:boundary',
      'aws:RequestTag/trailwarden:deadline': 'soon',
      'aws:TagKeys': ['trailwarden:deadline'],
    };
    const resource = 'arn:aws:iam::111122223333:role/trailwarden/tw-new';
    expect(await askedBy(new IAMClient(config).send(new CreateRoleCommand(command)))).toEqual([
      { action: 'iam:CreateRole', resource, context },
      { action: 'iam:TagRole', resource, context },
    ]);
  });

  it('for a role by its own ARN, and for one that is not there by its bare name', async () => {
    const iam = new IAMClient(config);
    const context = { 'iam:PermissionsBoundary': 'arn:boundary' };
    expect(await askedBy(iam.send(new GetRoleCommand({ RoleName: 'tw-here' })))).toEqual([
      { action: 'iam:GetRole', resource: ARN, context },
    ]);
    const bare = 'arn:aws:iam::111122223333:role/tw-gone';
    expect(await askedBy(iam.send(new GetRoleCommand({ RoleName: 'tw-gone' })))).toEqual([
      { action: 'iam:GetRole', resource: bare, context: {} },
    ]);
    expect(await askedBy(iam.send(new ListRolesCommand({ PathPrefix: '/trailwarden/' })))).toEqual([
      { action: 'iam:ListRoles', resource: '*' },
    ]);
  });

  it('for a session and, apart from it, for its source identity', async () => {
    const command = new AssumeRoleCommand({ RoleArn: ARN, RoleSessionName: 'one', SourceIdentity: 'one' });
    const context = { 'sts:RoleSessionName': 'one', 'sts:SourceIdentity': 'one' };
    expect(await askedBy(new STSClient(config).send(command))).toEqual([
      { action: 'sts:AssumeRole', resource: ARN, context },
      { action: 'sts:SetSourceIdentity', resource: ARN, context },
    ]);
  });

  it('for a query by its workgroup, for several by each of theirs', async () => {
    const athena = new AthenaClient(config);
    const group = (name: string) => `arn:aws:athena:eu-west-1:111122223333:workgroup/${name}`;
    const start = new StartQueryExecutionCommand({ QueryString: 'SELECT 1', WorkGroup: 'mine' });
    expect(await askedBy(athena.send(start))).toEqual([{ action: 'athena:StartQueryExecution', resource: group('mine') }]);
    expect(await askedBy(athena.send(new BatchGetQueryExecutionCommand({ QueryExecutionIds: ['a', 'b'] })))).toEqual([
      { action: 'athena:BatchGetQueryExecution', resource: group('group-of-a') },
      { action: 'athena:BatchGetQueryExecution', resource: group('group-of-b') },
    ]);
    expect(await askedBy(athena.send(new ListWorkGroupsCommand({})))).toEqual([{ action: 'athena:ListWorkGroups', resource: '*' }]);
  });

  it('for topics, queues and executions by their ARNs', async () => {
    const topic = 'arn:aws:sns:eu-west-1:111122223333:email';
    const publish = new PublishCommand({ TopicArn: topic, Message: 'm' });
    expect(await askedBy(new SNSClient(config).send(publish))).toEqual([{ action: 'sns:Publish', resource: topic }]);
    const execution = 'arn:aws:states:eu-west-1:111122223333:execution:m:e';
    const describeIt = new DescribeExecutionCommand({ executionArn: execution });
    expect(await askedBy(new SFNClient(config).send(describeIt))).toEqual([{ action: 'states:DescribeExecution', resource: execution }]);
    const send = new SendMessageCommand({ QueueUrl: `${config.endpoint}/111122223333/intake`, MessageBody: 'm' });
    const queue = 'arn:aws:sqs:eu-west-1:111122223333:intake';
    expect(await askedBy(new SQSClient(config).send(send))).toEqual([{ action: 'sqs:SendMessage', resource: queue }]);
  });
});
