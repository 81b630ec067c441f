import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Notice } from '../../../lib/core/message/notice.ts';
import { noticeMessages } from '../../../lib/core/message/notice-messages.ts';
import { pagerMessage } from '../../../lib/core/message/pager.ts';
import { actingCharacters } from '../render/acting-characters.ts';
import { hostileText } from '../render/hostile-report.ts';
import { sampleReport } from '../render/sample-report.ts';
import { CONTEXT, DEPLOYED, ID, parsed } from './example-context.ts';

const at = '2026-06-01T03:31:00Z';
const unplanned: Notice = {
  kind: 'unplanned',
  id: ID,
  alarm: 'GuardDuty finding Backdoor:EC2/Spambot',
  failures: ['plan ended with InputError'],
  at,
};
const waiting: Notice = { kind: 'waiting', queued: 431, why: '5 investigations run, and limits.atOnce lets 5 run at once.', at };
const stopped: Notice = { kind: 'stopped', id: ID, by: 'Mary Major', at };

describe('a notice', () => {
  it('gets somebody up where an alarm was not investigated, whatever the filters', () => {
    const { pager, email } = noticeMessages(unplanned, DEPLOYED);
    if (pager === undefined || email === undefined) throw new Error('both have to hear');
    expect(pager.attributes).toEqual({ severity: 'critical', status: 'notice', investigation: ID });
    expect(pager.subject).toBe('ALARM: NOT INVESTIGATED: GuardDuty finding Backdoor:EC2/Spambot');
    expect(parsed(pager)).toMatchObject({ NewStateValue: 'ALARM', StateChangeTime: '2026-06-01T03:31:00.000+0000' });
    expect(email.body).toContain('It failed: plan ended with InputError.');
    expect(email.body).toContain(`trailwarden watch ${ID}`);
  });

  it('opens the incident that a report on the same alarm goes on with', () => {
    const { pager } = noticeMessages(unplanned, DEPLOYED);
    if (pager === undefined) throw new Error('the pager has to hear');
    expect(parsed(pager).AlarmName).toBe(parsed(pagerMessage(sampleReport(), CONTEXT)).AlarmName);
  });

  it.each([waiting, stopped])('wakes nobody where $kind is all', (notice) => {
    expect(Object.keys(noticeMessages(notice, DEPLOYED)).toSorted()).toEqual(['chat', 'email', 'raw']);
  });

  it('says of alarms that wait that none is lost, in one thread a day', () => {
    const { email, chat } = noticeMessages(waiting, DEPLOYED);
    expect(email?.body).toContain('None is lost');
    expect(chat === undefined ? '' : parsed(chat).metadata.threadId).toBe('waiting-2026-06-01');
  });

  it('is taken by Amazon SNS whatever stands in it', () => {
    fc.assert(
      fc.property(fc.array(hostileText, { maxLength: 40 }), hostileText, (failures, alarm) => {
        const { raw, ...forPeople } = noticeMessages({ ...unplanned, failures, alarm }, DEPLOYED);
        for (const { subject, body } of [...Object.values(forPeople), ...(raw === undefined ? [] : [raw])]) {
          expect(subject).toMatch(/^[A-Z][ -~]{0,98}$/);
          expect(Buffer.byteLength(body)).toBeLessThanOrEqual(256_000);
          expect(actingCharacters(body.replaceAll('\n', ''))).toEqual([]);
        }
        for (const { body } of Object.values(forPeople)) expect(body).not.toMatch(/https?:\/\//);
      }),
      { numRuns: 50 },
    );
  });
});
