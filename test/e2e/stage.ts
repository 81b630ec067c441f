import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { DutyName } from '../../lib/infra/functions/duty.ts';
import type { Mail } from '../emulator/mailbox.ts';
import { type System, startSystem } from '../emulator/system.ts';
import { deliverLogs, deliverRecords, type Event, UNPLANNED_DAY } from './incident.ts';
import { until } from './until.ts';
import { type World, worldAt } from './world.ts';

/** The emulated deployment with an incident in its logs, and what a test does to it. */
export interface Stage {
  readonly system: System;
  readonly world: World;
  /** Puts an event on the bus, as the service that it comes from. */
  put(event: Event): Promise<void>;
  /** Messages about an investigation that came to a channel; waits for the first. */
  mail(channel: string, id: string): Promise<Mail>;
  /** Calls a function as its schedule would; its answer. */
  call(duty: DutyName, input?: object): Promise<unknown>;
  /** Starts a small investigation by hand, with one runbook that leads no further. */
  request(name: string): Promise<void>;
}

/** Of how many seconds of waiting one passes here: half an hour takes 3.6 seconds. */
const WAIT_SCALE = 0.002;

/** What an owner could have set; storms are small here. */
const SETTINGS = {
  notify: {
    emails: [{ address: 'security@example.com', minimumSeverity: 'low' }],
    chats: [{ slackWorkspaceId: 'T0123ABCD', slackChannelId: 'C0123ABCD' }],
  },
  limits: { atOnce: 2, perHour: 1000 },
};

/** The runbook of the small investigations. */
export const RUNBOOK = 'service-failure-triage';

const REQUEST = {
  runbooks: [RUNBOOK],
  parameters: { eventSource: 'iam.amazonaws.com' },
  from: '2026-11-18T00:00:00Z',
  to: '2026-11-19T00:00:00Z',
  reason: 'how the deployment behaves on a bad day',
};

/** Deploys, and delivers the logs of the example incident. */
export async function setStage(): Promise<Stage> {
  const system = await startSystem(SETTINGS, WAIT_SCALE);
  const { admin, deployment, mailbox, functions } = system;
  const s3Config = { ...admin, forcePathStyle: true };
  const { logs } = deployment.place;
  await deliverLogs(logs, s3Config);
  await deliverRecords([], new Date(`${UNPLANNED_DAY}T01:00:00Z`), { ...logs, config: s3Config });
  const { MachineArn: machineArn = '' } = system.outputs;
  const events = new EventBridgeClient(admin);
  const lambda = new LambdaClient(admin);
  const world = worldAt({ machineArn, bucket: deployment.place.folder.bucket, rolePath: deployment.rolePath }, s3Config);
  return {
    system,
    world,
    put: async (event) => {
      const entry = { Source: event.source, DetailType: event['detail-type'], Detail: JSON.stringify(event.detail) };
      const { FailedEntryCount } = await events.send(new PutEventsCommand({ Entries: [entry] }));
      if (FailedEntryCount !== 0) throw new Error('the bus refused the event');
    },
    mail: (channel, id) =>
      until(`mail about ${id} on ${channel}`, () =>
        mailbox.mails.find((mail) => mail.channel === channel && mail.attributes.investigation === id),
      ),
    call: async (duty, input = {}) => {
      const answer = await lambda.send(new InvokeCommand({ FunctionName: functions[duty], Payload: JSON.stringify(input) }));
      return JSON.parse(answer.Payload?.transformToString() || 'null');
    },
    request: (name) => world.start(name, { request: REQUEST, startedBy: 'the test' }),
  };
}
