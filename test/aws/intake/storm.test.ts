import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import './quiet.ts';
import { executionName } from '../../../lib/core/intake/case-names.ts';
import { alarmIn, eventsIn } from '../../../lib/core/intake/event.ts';
import { call, finding, metricAlarm } from './events.ts';
import { smallIntake } from './small-intake.ts';

const MINUTE = 60_000;
const nameOf = (event: unknown) => eventsIn(JSON.stringify(event)).map((one) => executionName(alarmIn(one)))[0] ?? '';
const hourOf = (milliseconds: number) => new Date(milliseconds).toISOString().slice(0, 13);

/** Investigations take from 4 to 40 minutes, always in the same way. */
const varied = () => {
  let turn = 0;
  return () => {
    turn += 7;
    return (4 + (turn % 37)) * MINUTE;
  };
};

describe.each([
  ['at once', { atOnce: 5, perHour: 1000 }, 0],
  ['at once, where lists lag behind', { atOnce: 5, perHour: 1000 }, 30_000],
  ['an hour', { atOnce: 50, perHour: 30 }, 0],
  ['of either kind', { atOnce: 5, perHour: 30 }, 10_000],
])('a storm of 500 alarms, with a limit %s', (_, limits, lag) => {
  it('loses none, keeps to the limit and is told once an hour', async () => {
    const { queue, machine, names, notices, drain, restore, now } = smallIntake({ settings: { limits }, duration: varied(), lag });
    const alarms = Array.from({ length: 500 }, (_, number) => call({ number }));
    for (const alarm of alarms) queue.send(alarm);
    let mostReceived = 0;
    const from = now();
    await drain(MINUTE / 4, () => {
      mostReceived = Math.max(mostReceived, ...queue.messages.map(({ received }) => received));
    });
    restore();
    expect(names()).toEqual(alarms.map(nameOf));
    expect(machine.busiest.running).toBeLessThanOrEqual(limits.atOnce);
    const starts = [...machine.executions.values()].map(({ began }) => began);
    for (const start of starts) {
      expect(starts.filter((other) => other > start - 60 * MINUTE && other <= start).length).toBeLessThanOrEqual(limits.perHour);
    }
    const hours = new Set(Array.from({ length: Math.ceil((now() - from) / MINUTE) }, (_, minute) => hourOf(from + minute * MINUTE)));
    const told = notices().filter(({ TopicArn }) => TopicArn === 'topic-email').length;
    expect(told).toBeGreaterThan(0);
    expect(told).toBeLessThanOrEqual(hours.size);
    expect(notices().filter(({ TopicArn }) => TopicArn === 'topic-chat')).toHaveLength(told);
    expect(queue.deadLetters).toEqual([]);
    expect(mostReceived).toBeLessThan(200);
  });
});

describe('however deliveries mix', () => {
  const distinct = [
    ...[1, 2, 3].map((number) => call({ number })),
    ...['a', 'b'].map((id) => finding({ id })),
    metricAlarm('root-login', '2026-06-01T02:01:00Z'),
    metricAlarm('root-login', '2026-06-01T03:01:00Z'),
  ];
  const poison = ['', '{}', '[]'];

  it('each alarm starts exactly once, and what is none starts nothing', async () => {
    const deliveries = fc.array(fc.constantFrom(...distinct, ...poison), { minLength: 1, maxLength: 40 });
    const limits = fc.record({ atOnce: fc.integer({ min: 1, max: 4 }), perHour: fc.integer({ min: 1, max: 6 }) });
    await fc.assert(
      fc.asyncProperty(deliveries, limits, fc.nat(3), async (sent, limited, failing) => {
        let turn = 0;
        const onStart = () => {
          turn += 1;
          if (failing > 0 && turn % (failing + 1) === 0) throw new Error('ServiceUnavailable');
        };
        const { queue, names, machine, drain, restore } = smallIntake({ settings: { limits: limited }, onStart });
        for (const event of sent) queue.send(event);
        await drain();
        restore();
        const alarms = sent.filter((event) => typeof event !== 'string');
        expect(names().toSorted()).toEqual([...new Set(alarms.map(nameOf))].toSorted());
        expect(machine.busiest.running).toBeLessThanOrEqual(limited.atOnce);
        expect(queue.deadLetters).toHaveLength(sent.length - alarms.length);
      }),
      { numRuns: 150 },
    );
  });

  it('the worst of a finding is looked at, and never a lower severity after it', async () => {
    const severities = fc.array(fc.constantFrom(4, 5, 7, 8, 9.5), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(severities, async (sent) => {
        const { queue, names, drain, restore } = smallIntake();
        for (const severity of sent) queue.send(finding({ severity }));
        await drain();
        restore();
        const worseEachTime = sent.filter((severity, index) => sent.slice(0, index).every((before) => band(before) < band(severity)));
        expect(names()).toEqual(worseEachTime.map((severity) => nameOf(finding({ severity }))));
      }),
      { numRuns: 100 },
    );
  });
});

const band = (severity: number) => [4, 7, 9].filter((from) => severity >= from).length;
