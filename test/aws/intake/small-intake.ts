import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { clock } from '../../../lib/aws/clock.ts';
import type { Intake } from '../../../lib/aws/intake/intake.ts';
import { startBatch } from '../../../lib/aws/intake/start.ts';
import { parseSettings } from '../../../lib/core/settings.ts';
import { catalogueWith } from '../../core/example-runbook.ts';
import { fakeS3 } from '../fake-s3.ts';
import { fakeQueue } from './fake-queue.ts';
import { fakeStepFunctions } from './fake-step-functions.ts';

export const HOME = '111122223333';
export const GRANT_ROLE = `arn:aws:iam::${HOME}:role/trailwarden-GrantRole-ABC`;
const MINUTE = 60_000;

/** Runbooks for findings, calls of IAM and alarms about root. */
const TRIGGERS = 'triggers: { guardduty: ["*"], cloudtrail: [{ source: iam.amazonaws.com, names: ["*"] }], alarms: ["*root*"] }';
const catalogue = catalogueWith({ front: ['parameters: [accessKeyId]', TRIGGERS] });

const place = {
  partition: 'aws',
  account: HOME,
  region: 'eu-west-1',
  logs: { bucket: 'trail', prefix: '' },
  folder: { bucket: 'folders' },
  workgroup: 'trailwarden',
  database: 'trailwarden',
  tables: { logs: 'logs', evidence: 'evidence' },
  callers: [`arn:aws:iam::${HOME}:role/trailwarden-CollectRole-ABC`],
};
const topics = { email: 'topic-email', pager: 'topic-pager', chat: 'topic-chat', raw: 'topic-raw', health: 'topic-health' };

interface Options {
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly duration?: () => number;
  readonly lag?: number;
  readonly onStart?: (name: string) => void;
}

/** The start function's world in memory, with a clock that stands until `pass`. */
export function smallIntake({ settings = {}, duration = () => 10 * MINUTE, ...behaviour }: Options = {}) {
  const time = { now: Date.parse('2026-06-01T03:00:00Z') };
  clock.now = () => time.now;
  const s3 = fakeS3();
  const machine = fakeStepFunctions({ now: () => time.now, duration, ...behaviour });
  const queue = fakeQueue(() => time.now);
  const sns = mockClient(SNSClient);
  sns.on(PublishCommand).resolves({});
  const intake: Intake = {
    ...{ sfn: new SFNClient(), s3: new S3Client(), sqs: new SQSClient(), sns: new SNSClient() },
    deployment: { place, rolePath: '/trailwarden/trailwarden/', boundaryArn: 'boundary', topics },
    settings: parseSettings(settings, 'settings'),
    catalogue,
    machineArn: `arn:aws:states:eu-west-1:${HOME}:stateMachine:investigation`,
    queueUrl: 'https://sqs.eu-west-1.amazonaws.com/queue.fifo',
    deadLetterUrl: 'https://sqs.eu-west-1.amazonaws.com/dead.fifo',
    ownRoles: [GRANT_ROLE],
    recent: new Map(),
  };
  return {
    intake,
    objects: s3.objects,
    queue,
    machine,
    sns,
    names: () => [...machine.executions.keys()],
    notices: () => sns.commandCalls(PublishCommand).map(({ args: [{ input }] }) => input),
    now: () => time.now,
    pass: (milliseconds: number) => {
      time.now += milliseconds;
    },
    deliver: () => queue.deliver((batch) => startBatch(batch, intake)),
    /** Until the queue is empty, a minute at a time; gives up after a month. */
    drain: async (step = MINUTE, look: () => void = () => undefined) => {
      for (let steps = 0; queue.messages.length > 0; steps += 1) {
        if (steps > 50_000) throw new Error(`${queue.messages.length} messages are left after ${steps} deliveries`);
        if ((await queue.deliver((batch) => startBatch(batch, intake))) === 0) time.now += step;
        look();
      }
    },
    restore: () => {
      for (const fake of [s3, machine, queue, sns]) fake.restore();
    },
  };
}
