import { notification } from './chat.ts';
import { chatCode, chatSteps } from './chat-text.ts';
import { text } from './email.ts';
import { bullets, heading, paragraph, quoted } from './email-lines.ts';
import { asciiJson, subjectLine } from './limits.ts';
import type { Attributes, Channel, Deployed, Message } from './message.ts';
import { type Notice, type Said, say } from './notice.ts';
import { alarmOf } from './pager.ts';
import type { Notification } from './raw.ts';

/** A notice for each channel that has to hear of it; the pager only of what somebody must get up for. */
export function noticeMessages(notice: Notice, deployed: Deployed): Partial<Record<Channel, Message>> {
  const said = say(notice);
  const id = 'id' in notice ? notice.id : undefined;
  const attributes: Attributes = { severity: said.severity, status: 'notice', investigation: id };
  const message = (body: string, lead = ''): Message => ({ subject: subjectLine(`${lead}${said.headline}`), body, attributes });
  return {
    email: message(emailBody(said, deployed, id)),
    chat: message(chatBody(said, deployed, { notice, id })),
    raw: message(rawBody(said, deployed, { notice, id })),
    ...(said.pages && id !== undefined ? { pager: message(pagerBody(said, deployed, { notice, id }), 'ALARM: ') } : {}),
  };
}

interface Subject {
  readonly notice: Notice;
  readonly id: string | undefined;
}

const emailBody = ({ headline, lines, steps }: Said, { stack, account, region }: Deployed, id: string | undefined): string =>
  text([
    ...paragraph(headline),
    [],
    ...lines.flatMap(quoted),
    ...heading('What to do next'),
    ...bullets(steps),
    [],
    ...(id === undefined ? [] : paragraph(`Investigation ${id}`)),
    ...paragraph(`Stack ${stack} in account ${account}, ${region}.`),
  ]);

/** Without an investigation, the notices of one day and kind are one thread. */
const chatBody = ({ headline, lines, steps, severity }: Said, deployed: Deployed, { notice, id }: Subject): string =>
  notification(
    {
      id: id ?? `${notice.kind}-${notice.at.slice(0, 10)}`,
      title: headline,
      lines: lines.map((line) => chatCode(line, 600)),
      steps: steps.flatMap(chatSteps),
      keywords: [severity, notice.kind],
      eventType: notice.kind,
      resources: [],
    },
    deployed,
  );

const pagerBody = ({ headline, lines, steps, severity }: Said, deployed: Deployed, { notice, id = '' }: Subject): string =>
  asciiJson({
    ...alarmOf(
      {
        id,
        state: 'ALARM',
        description: `Trailwarden could not investigate. ${steps[1] ?? ''}`,
        reason: [headline, ...lines].join(' | '),
        at: notice.at,
      },
      deployed,
    ),
    Severity: severity,
    Status: 'notice',
    NextSteps: steps,
  });

const rawBody = ({ headline, lines, severity }: Said, { stack, account, region }: Deployed, { notice, id }: Subject): string =>
  asciiJson({
    schema: 'trailwarden/notification@1',
    kind: 'notice',
    notice: notice.kind,
    severity,
    headline: headline.slice(0, 300),
    stack,
    account,
    region,
    investigation: id,
    lines: lines.map((line) => line.slice(0, 1000)),
  } satisfies Notification);
