import { PublishCommand, type PublishCommandInput, SNSClient } from '@aws-sdk/client-sns';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { sendNotice, snsOutbox } from '../../lib/aws/sns-outbox.ts';
import type { Folder } from '../../lib/core/ports.ts';
import type { Report } from '../../lib/core/report.ts';
import { parseSettings } from '../../lib/core/settings.ts';
import { outboxContract } from '../contract/outbox-contract.ts';
import { CONTEXT, clearedReport, DEPLOYED, ID } from '../core/message/example-context.ts';
import { sampleReport } from '../core/render/sample-report.ts';

const sns = mockClient(SNSClient);
const topics = { email: 'arn:email', pager: 'arn:pager', chat: 'arn:chat', raw: 'arn:raw' };
const { notify } = parseSettings({ notify: { pagers: [{ secret: 'pager' }] } }, 'settings');

const sent = (): PublishCommandInput[] => sns.commandCalls(PublishCommand).map(({ args: [command] }) => command.input);
const channelsSent = () => sent().map(({ TopicArn }) => TopicArn?.replace('arn:', ''));

function memory(texts = new Map<string, string>()) {
  const folder: Folder = {
    put: async (name, text) => void texts.set(name, text),
    get: async (name) => texts.get(name),
    seal: async () => {},
  };
  return { texts, folder };
}

const open = (folder: Folder = memory().folder) => snsOutbox({ sns: new SNSClient(), topics, notify, folder, context: CONTEXT });
const failing = (TopicArn: string) => sns.on(PublishCommand, { TopicArn }).rejects(new Error('KMS is down'));

beforeEach(() => {
  sns.reset();
  sns.on(PublishCommand).resolves({ MessageId: '1' });
  vi.spyOn(console, 'error').mockImplementation(() => {});
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(() => {
  vi.restoreAllMocks();
});

outboxContract('Amazon SNS', async () => ({
  outbox: open(),
  sent: async () => Object.fromEntries(sent().map(({ TopicArn = '', Message = '' }) => [TopicArn.replace('arn:', ''), Message])),
}));

describe('the outbox on AWS', () => {
  it('publishes what subscriptions can filter by, and never a message of several formats', async () => {
    await open().publish(sampleReport());
    for (const { Subject, MessageAttributes, MessageStructure } of sent()) {
      expect(Subject).toMatch(/^[ -~]{1,99}$/);
      expect(MessageStructure).toBeUndefined();
      expect(MessageAttributes).toEqual({
        severity: { DataType: 'String', StringValue: 'critical' },
        status: { DataType: 'String', StringValue: 'incomplete' },
        investigation: { DataType: 'String', StringValue: ID },
      });
    }
  });

  it('writes the page for a browser into the folder', async () => {
    const { folder, texts } = memory();
    await open(folder).publish(sampleReport());
    expect(texts.get('report.html')).toMatch(/^<!doctype html>/);
  });

  it.each(Object.keys(topics))('loses no other channel where %s is dead', async (dead) => {
    failing(`arn:${dead}`);
    const told = await open().publish(sampleReport());
    expect(told).toEqual(Object.keys(topics).filter((channel) => channel !== dead));
  });

  it('rejects where no channel could be told, and says why', async () => {
    sns.on(PublishCommand).rejects(new Error('KMS is down'));
    await expect(open().publish(sampleReport())).rejects.toThrow('no channel could be told: email (KMS is down), pager (KMS is down)');
  });

  it('tells people although the folder is dead', async () => {
    const folder: Folder = {
      put: () => Promise.reject(new Error('no access')),
      get: () => Promise.reject(new Error('no access')),
      seal: async () => {},
    };
    await expect(open(folder).publish(sampleReport())).resolves.toHaveLength(4);
  });

  it('reaches only those that were not told when it is tried again', async () => {
    const { folder } = memory();
    failing('arn:pager');
    await open(folder).publish(sampleReport());
    sns.reset();
    sns.on(PublishCommand).resolves({});
    await expect(open(folder).publish(sampleReport())).resolves.toEqual(['email', 'chat', 'raw', 'pager']);
    expect(channelsSent()).toEqual(['pager']);
  });

  it('leaves the chat alone below its threshold', async () => {
    await expect(open().publish(clearedReport())).resolves.toEqual(['email', 'pager', 'raw']);
    expect(channelsSent()).not.toContain('chat');
  });

  it('keeps an incident closed where all findings are below what any pager asks for', async () => {
    const medium: Report = { ...clearedReport(), findings: sampleReport().findings.filter(({ severity }) => severity === 'medium') };
    await open().publish(medium);
    expect(sent().find(({ TopicArn }) => TopicArn === 'arn:pager')?.Subject).toMatch(/^OK: MEDIUM/);
  });
});

describe('a notice on AWS', () => {
  const sending = { sns: new SNSClient(), topics, notify };
  const at = '2026-06-01T03:31:00Z';

  it('reaches every channel where an alarm was not investigated', async () => {
    await expect(sendNotice({ kind: 'unplanned', id: ID, failures: [], at }, DEPLOYED, sending)).resolves.toEqual([
      'email',
      'pager',
      'chat',
      'raw',
    ]);
  });

  it('reaches nobody who need not get up where alarms only wait', async () => {
    await expect(sendNotice({ kind: 'waiting', queued: 7, why: '5 run.', at }, DEPLOYED, sending)).resolves.toEqual([
      'email',
      'chat',
      'raw',
    ]);
    expect(sent()[0]?.MessageAttributes).not.toHaveProperty('investigation');
  });
});
