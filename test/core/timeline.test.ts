import { describe, expect, it } from 'vitest';
import type { Cell } from '../../lib/core/investigation.ts';
import { reportOf, roundWith, rows } from './concluded.ts';

const at = (minute: number) => `2026-06-01T03:${String(minute).padStart(2, '0')}:00Z`;
const timelineOf = (...steps: [step: 'new-keys' | 'timeline', columns: string[], ...cells: Cell[][]][]) =>
  reportOf({ rounds: [roundWith(steps.map(([step, columns, ...cells]) => rows(step, columns, cells)))] }).timeline;

describe('the timeline', () => {
  it('shows the events of all steps in order of time, then of id', () => {
    const timeline = timelineOf(
      ['timeline', ['eventtime', 'eventid'], [at(3), 'd'], [at(2), 'b']],
      ['new-keys', ['eventid', 'eventtime'], ['a', at(2)], ['c', at(1)]],
    );
    expect(timeline.map(({ eventId, finding }) => [eventId, finding])).toEqual([
      ['c', true],
      ['a', true],
      ['b', false],
      ['d', false],
    ]);
  });

  it('makes one entry of what several steps show of an event', () => {
    const timeline = timelineOf(
      ['new-keys', ['eventtime', 'eventid', 'eventname', 'actor'], [at(1), 'a', 'CreateUser', 'ann']],
      [
        'timeline',
        ['eventtime', 'eventid', 'eventsource', 'eventname', 'awsregion', 'sourceipaddress', 'errorcode', 'actor'],
        [at(1), 'a', 'iam.amazonaws.com', 'CreateUser', 'us-east-1', '198.51.100.7', null, 'arn:aws:iam::111122223333:user/ann'],
      ],
    );
    expect(timeline).toEqual([
      {
        time: at(1),
        eventId: 'a',
        event: 'iam:CreateUser',
        principal: 'ann',
        sourceIp: '198.51.100.7',
        region: 'us-east-1',
        error: '',
        finding: true,
      },
    ]);
  });

  it.each<[string, string[], Cell[]]>([
    ['has no id', ['eventtime', 'eventids'], [at(1), 'a b']],
    ['has no time', ['first_seen', 'eventid'], [at(1), 'a']],
    ['has an empty id', ['eventtime', 'eventid'], [at(1), null]],
    ['has a time that is none', ['eventtime', 'eventid'], ['yesterday', 'a']],
  ])('leaves out a row that %s', (_what, columns, cells) => {
    expect(timelineOf(['timeline', columns, cells])).toEqual([]);
  });

  it('keeps the events of findings, where there is no room for all', () => {
    const columns = ['eventtime', 'eventid'];
    const context = Array.from({ length: 1200 }, (_, index): Cell[] => [at(1), `context-${index}`]);
    const timeline = timelineOf(['timeline', columns, ...context], ['new-keys', columns, [at(59), 'last']]);
    expect(timeline).toHaveLength(1000);
    expect(timeline.at(-1)?.eventId).toBe('last');
  });
});
