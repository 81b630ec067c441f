import { arnOf } from './arn.ts';
import { type AwsRequest, tagsOf, textOf } from './aws-request.ts';
import { iamQuestions } from './iam-questions.ts';
import type { Question } from './question.ts';
import type { Roles } from './roles.ts';
import { s3Questions } from './s3-questions.ts';

/** What has to be looked up to know what a request is about. */
export interface Lookups {
  readonly roles: Roles;
  /** Workgroup of a query, by its id. */
  workgroupOf(queryExecutionId: string): Promise<string>;
}

/** Signing names that differ from the prefix of the service's actions. */
const PREFIXES: Readonly<Record<string, string>> = { monitoring: 'cloudwatch' };

/** What IAM is asked for a request. Source of actions and resources: Service Authorization Reference. */
export async function questionsOf(request: AwsRequest, lookups: Lookups): Promise<Question[]> {
  return (SERVICES[request.service] ?? on(() => '*'))(request, lookups);
}

type Asking = (request: AwsRequest, lookups: Lookups) => Question[] | Promise<Question[]>;

/** One action on one resource. */
const on =
  (resource: (request: AwsRequest) => string): Asking =>
  (request) => [{ action: actionOf(request), resource: resource(request) || '*' }];

/** Queues and topics ask for the single action where a request has a batch of them. */
const actionOf = ({ service, operation }: AwsRequest): string =>
  `${PREFIXES[service] ?? service}:${/^s[qn]s$/.test(service) ? operation.replace(/Batch$/, '') : operation}`;

const SERVICES: Readonly<Record<string, Asking>> = {
  s3: s3Questions,
  iam: iamQuestions,
  sts: stsQuestions,
  athena: athenaQuestions,
  sns: on((request) => textOf(request, 'TopicArn', 'TargetArn')),
  sqs: on((request) => arnOf('sqs', textOf(request, 'QueueUrl').split('/').at(-1) ?? '')),
  states: on((request) => textOf(request, 'stateMachineArn', 'executionArn')),
  kms: on((request) => textOf(request, 'KeyId')),
};

/** Naming a source identity and tagging a session are actions of their own. */
function stsQuestions(request: AwsRequest): Question[] {
  if (request.operation !== 'AssumeRole') return [];
  const identity = textOf(request, 'SourceIdentity');
  const tags = tagsOf(request);
  const context = {
    ...Object.fromEntries(tags.map(([key, value]) => [`aws:RequestTag/${key}`, value])),
    'sts:RoleSessionName': textOf(request, 'RoleSessionName'),
    ...(identity === '' ? {} : { 'sts:SourceIdentity': identity }),
  };
  const actions = [
    'sts:AssumeRole',
    ...(identity === '' ? [] : ['sts:SetSourceIdentity']),
    ...(tags.length === 0 ? [] : ['sts:TagSession']),
  ];
  return actions.map((action) => ({ action, resource: textOf(request, 'RoleArn'), context }));
}

const WITHOUT_RESOURCE = new Set(['ListWorkGroups', 'ListDataCatalogs']);

/** Athena authorizes by workgroup, for queries that are named by their id as well. */
async function athenaQuestions(request: AwsRequest, { workgroupOf }: Lookups): Promise<Question[]> {
  if (WITHOUT_RESOURCE.has(request.operation)) return [{ action: actionOf(request), resource: '*' }];
  const ids = queryIdsOf(request);
  const groups = ids.length === 0 ? [textOf(request, 'WorkGroup') || 'primary'] : await Promise.all(ids.map(workgroupOf));
  return [...new Set(groups)].map((group) => ({ action: actionOf(request), resource: arnOf('athena', `workgroup/${group}`) }));
}

function queryIdsOf({ input }: AwsRequest): string[] {
  const { QueryExecutionId, QueryExecutionIds } = input;
  const all = Array.isArray(QueryExecutionIds) ? QueryExecutionIds : [QueryExecutionId];
  return all.filter((id) => typeof id === 'string');
}
