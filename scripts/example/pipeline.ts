import { exampleId, iamUser, roleSession, type Session } from '../logs/identities.ts';
import { assumeRole, call } from '../logs/operations.ts';
import { type Random, random } from '../logs/random.ts';
import type { Caller, Fields, Operation } from '../logs/record.ts';
import { putObject } from '../logs/s3.ts';
import { ACCOUNT, ARTIFACTS, DAYS, DEPLOY, HOME, LEAKED_KEY, NEW_RELEASE_KEY, RELEASE, RUNNERS } from './cast.ts';
import { at, type Entry } from './entry.ts';

const RUNNER =
  'aws-cli/2.27.41 md/awscrt#0.26.1 ua/2.1 os/linux#6.8.0-1031-azure md/arch#x86_64 lang/python#3.13.4 md/pyimpl#CPython exec-env/CI';
const DEPLOYER = 'aws-sdk-go-v2/1.36.5 ua/2.1 os/linux lang/go#1.24.4 md/GOOS#linux md/GOARCH#amd64 api/deploy#1.44.0';

const KEY_CHANGE = at(DAYS[1], '10:02:00');

/** What the leaked key is for: a few times a day a build opens the deployment role and releases one service. */
export function pipeline(day: string): Entry[] {
  const chance = random(`pipeline ${day}`);
  const starts = ['07:42:10', '08:51:33', '10:15:05', '11:38:47', '13:04:22', '14:20:59', '15:47:13', '16:33:40', '18:02:26'];
  return starts.flatMap((clock) => release(at(day, clock) + chance.between(0, 400) * 1000, chance));
}

function release(start: number, chance: Random): Entry[] {
  const build = chance.between(4100, 4999);
  const session: Session = { role: DEPLOY, name: `release-${build}`, key: exampleId('ASIA', chance), created: start + 2000 };
  const runner: Caller = { identity: iamUser(RELEASE, start < KEY_CHANGE ? LEAKED_KEY : NEW_RELEASE_KEY), ip: RUNNERS, agent: RUNNER };
  const deployer: Caller = { identity: roleSession(session), ip: RUNNERS, agent: DEPLOYER };
  const opening = [call('sts', 'GetCallerIdentity'), assumeRole(session, chance)];
  const steps = deployment(chance.pick(['orders-api', 'invoice-worker', 'storefront']), build, chance);
  let time = start;
  return [...opening, ...steps].map((operation, index) => {
    time += chance.between(1, index < 2 ? 2 : 45) * 1000;
    return { time, region: HOME, caller: index < 2 ? runner : deployer, operation };
  });
}

function deployment(service: string, build: number, chance: Random): Operation[] {
  const repository = { repositoryName: service, registryId: ACCOUNT };
  const stack: Fields = { stackName: `${service}-production` };
  const task = { family: service, revision: build, status: 'ACTIVE', networkMode: 'awsvpc', cpu: '512', memory: '1024' };
  const cluster = { cluster: 'production' };
  return [
    call('ecr', 'GetAuthorizationToken'),
    call('ecr', 'BatchCheckLayerAvailability', { ...repository, layerDigests: [`sha256:${chance.text(64)}`] }),
    call('ecr', 'InitiateLayerUpload', repository),
    call('ecr', 'PutImage', { ...repository, imageTag: `build-${build}` }),
    putObject(ARTIFACTS, { key: `${service}/${build}/template.json`, bytes: chance.between(9_000, 40_000) }, chance),
    call('cloudformation', 'DescribeStacks', stack),
    call('cloudformation', 'CreateChangeSet', { ...stack, changeSetName: `build-${build}`, capabilities: ['CAPABILITY_IAM'] }),
    call('cloudformation', 'DescribeChangeSet', { ...stack, changeSetName: `build-${build}` }),
    call('cloudformation', 'ExecuteChangeSet', { ...stack, changeSetName: `build-${build}` }),
    call('cloudformation', 'DescribeStackEvents', stack),
    { ...call('ecs', 'RegisterTaskDefinition', task), response: { taskDefinition: task } },
    call('ecs', 'UpdateService', { ...cluster, service, taskDefinition: `${service}:${build}`, forceNewDeployment: false }),
    call('ecs', 'DescribeServices', { ...cluster, services: [service] }),
    call('ecs', 'DescribeServices', { ...cluster, services: [service] }),
    call('cloudformation', 'DescribeStackEvents', stack),
  ];
}
