import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import * as z from 'zod';
import { messageOf } from '../core/errors.ts';
import { chatMessage } from '../core/message/chat.ts';
import { emailMessage } from '../core/message/email.ts';
import { type Attributes, CHANNELS, type Channel, type Deployed, type Message, type MessageContext } from '../core/message/message.ts';
import type { Notice } from '../core/message/notice.ts';
import { noticeMessages } from '../core/message/notice-messages.ts';
import { pagerMessage } from '../core/message/pager.ts';
import { rawMessage } from '../core/message/raw.ts';
import type { Folder, Outbox } from '../core/ports.ts';
import { renderHtml } from '../core/render/html.ts';
import { jsonText } from '../core/render/json.ts';
import type { Report } from '../core/report.ts';
import type { Settings } from '../core/settings.ts';
import { atLeast, bySeverity, type Severity } from '../core/severity.ts';
import { log } from './telemetry.ts';

/** The topics, and who listens. */
interface Sending {
  readonly sns: SNSClient;
  readonly topics: Readonly<Record<Channel, string>>;
  readonly notify: Settings['notify'];
}

const RENDERERS: Readonly<Record<Channel, (report: Report, context: MessageContext) => Message>> = {
  email: emailMessage,
  pager: pagerMessage,
  chat: chatMessage,
  raw: rawMessage,
};

/** Which channels were told already, in the investigation's folder. */
export const TOLD = 'told.json';
const Told = z.array(z.enum(CHANNELS));

/**
 * Tells people through one topic a channel, and writes the page for a browser. Publishing again reaches only the channels that were not
 * told before; where the note of it was lost, people hear it twice rather than not at all. Rejects where no channel could be told.
 */
export function snsOutbox({
  folder,
  context,
  ...sending
}: Sending & { readonly folder: Folder; readonly context: MessageContext }): Outbox {
  return {
    publish: async (report) => {
      const [page] = await Promise.allSettled([folder.put('report.html', renderHtml(report))]);
      if (page.status === 'rejected') log.error('the page could not be written', page.reason);
      const before = await toldBefore(folder);
      const given = { ...context, pagerMinimumSeverity: leastSevere(sending.notify.pagers.map(({ minimumSeverity }) => minimumSeverity)) };
      const open = CHANNELS.filter((channel) => !before.includes(channel));
      const told = [...before, ...(await tell(open, (channel) => RENDERERS[channel](report, given), sending))];
      const [note] = await Promise.allSettled([folder.put(TOLD, jsonText(told))]);
      if (note.status === 'rejected') log.error('the note of who was told could not be written', note.reason);
      return told;
    },
  };
}

/** Says what no report tells of. Returns the channels that were told; rejects where there is none. */
export function sendNotice(notice: Notice, deployed: Deployed, sending: Sending): Promise<readonly Channel[]> {
  const messages = noticeMessages(notice, deployed);
  return tell(
    CHANNELS.filter((channel) => messages[channel] !== undefined),
    (channel) => messages[channel],
    sending,
  );
}

/** Publishes to the channels at the same time, each on its own. */
async function tell(channels: readonly Channel[], render: (channel: Channel) => Message | undefined, sending: Sending): Promise<Channel[]> {
  const outcomes = await Promise.allSettled(channels.map(async (channel) => tellOne(channel, render(channel), sending)));
  const failures = outcomes.flatMap((outcome, at) =>
    outcome.status === 'rejected' ? [{ channel: channels[at] ?? '', reason: outcome.reason }] : [],
  );
  for (const { channel, reason } of failures) log.error('a channel could not be told', reason, { channel });
  const told = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' && outcome.value !== undefined ? [outcome.value] : []));
  if (failures.length > 0 && told.length === 0) {
    throw new Error(`no channel could be told: ${failures.map(({ channel, reason }) => `${channel} (${messageOf(reason)})`).join(', ')}`);
  }
  return told;
}

/** Undefined where the channel is not to hear of it. Only the chat's threshold is ours: Amazon Q's subscription takes no filter policy. */
async function tellOne(channel: Channel, message: Message | undefined, { sns, topics, notify }: Sending): Promise<Channel | undefined> {
  if (message === undefined || (channel === 'chat' && !atLeast(message.attributes.severity, notify.chatMinimumSeverity))) return undefined;
  const { subject: Subject, body, attributes } = message;
  await sns.send(new PublishCommand({ TopicArn: topics[channel], Subject, Message: body, MessageAttributes: attributesFor(attributes) }));
  return channel;
}

const attributesFor = (attributes: Attributes) =>
  Object.fromEntries(
    Object.entries(attributes).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, { DataType: 'String', StringValue: value }]],
    ),
  );

/** The threshold of them all together. */
const leastSevere = (severities: readonly Severity[]): Severity => severities.toSorted(bySeverity).at(-1) ?? 'info';

/** An unreadable note is none. */
async function toldBefore(folder: Folder): Promise<Channel[]> {
  try {
    return Told.parse(JSON.parse((await folder.get(TOLD)) ?? '[]'));
  } catch (thrown) {
    log.error('the note of who was told cannot be read', thrown);
    return [];
  }
}
