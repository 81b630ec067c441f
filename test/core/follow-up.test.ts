import { describe, expect, it } from 'vitest';
import { followUp } from '../../lib/core/follow-up.ts';
import type { Answer, Cell } from '../../lib/core/investigation.ts';
import { planFor } from '../../lib/core/plan-for.ts';
import type { Answered } from '../../lib/core/round.ts';
import { alarmWith, KEY, planningWith } from './example-alarm.ts';
import { catalogueWith } from './example-runbook.ts';

const NEXT = 'next: [{ runbook: later, parameters: { accessKeyId: new_key } }, { runbook: gone, parameters: { roleArn: new_key } }]';
const now = { id: 'now', front: ['parameters: [accessKeyId]', 'triggers: { guardduty: ["*"] }', NEXT] };
const later = { id: 'later', front: ['parameters: [accessKeyId]', 'baseline: 7'] };
const catalogue = catalogueWith(now, later);
const plan = planFor(alarmWith(), planningWith({ catalogue }));

const rows = (columns: string[], ...cells: Cell[][]): Answer => ({
  kind: 'rows',
  step: 'timeline',
  statement: { sql: '', parameters: [] },
  columns,
  rows: cells,
  truncated: false,
  bytes: 0,
  seconds: 0,
});
const answered = (...answers: Answer[]): Answered[] => plan.runbooks.map((planned) => ({ planned, answers }));
const keysIn = (...values: Cell[]) => rows(['eventid', 'new_key'], ...values.map((value, index) => [`event-${index}`, value]));
const key = (index: number) => `AKIAEXAMPLE000000${String(index).padStart(3, '0')}`;
const follow = (...answers: Answer[]) => followUp(plan, answered(...answers), catalogue);

describe('the second round', () => {
  it('asks about the new keys of the first, each once, in the same window', () => {
    const next = follow(keysIn(key(1), null, key(2)), keysIn(key(1)));
    expect(next).toMatchObject({ id: plan.id, window: plan.window, eventIds: [], skipped: [], dropped: [] });
    expect(next?.runbooks).toMatchObject([
      {
        id: 'later',
        because: 'now led to accessKeyId',
        parameters: { accessKeyId: [key(1), key(2)] },
        baselineFrom: '2026-05-25T02:00:00Z',
      },
    ]);
  });

  it('stays within what the first one was allowed to read', () => {
    expect(plan.reads.firstDay <= '2026/05/25').toBe(true);
    expect(follow(keysIn(key(1)))?.reads).toEqual(plan.reads);
  });

  it.each<[string, Answer[]]>([
    ['nothing was found', [keysIn()]],
    ['only values were found that were asked about already', [keysIn(KEY)]],
    ['no step has the column', [rows(['other'], [key(1)])]],
    ['the step failed', [{ kind: 'failed', step: 'timeline', statement: { sql: '', parameters: [] }, reason: 'too large' }]],
    ['what was found is no key', [keysIn("AKIA' OR 1=1 --", 17, true)]],
  ])('is not held where %s', (_where, answers) => {
    expect(follow(...answers)).toBeUndefined();
  });

  it('drops values that break their rule, and lists them', () => {
    const next = follow(keysIn(key(1), "AKIA' OR 1=1 --"));
    expect(next?.runbooks[0]?.parameters).toEqual({ accessKeyId: [key(1)] });
    expect(next?.dropped).toEqual([
      { name: 'accessKeyId', value: "AKIA' OR 1=1 --", reason: 'is not a valid accessKeyId (access key id)' },
    ]);
  });

  it('follows 20 values of a name, and lists the others as dropped', () => {
    const next = follow(keysIn(...Array.from({ length: 22 }, (_, index) => key(index))));
    expect(next?.runbooks[0]?.parameters.accessKeyId).toEqual(Array.from({ length: 20 }, (_, index) => key(index)));
    expect(next?.dropped).toEqual([20, 21].map((at) => ({ name: 'accessKeyId', value: key(at), reason: 'is one of more than 20 values' })));
  });

  it('leaves out a runbook that needs more than was found', () => {
    const needy = catalogueWith(now, { id: 'later', front: ['parameters: [accessKeyId, sourceIp]'] });
    expect(followUp(plan, answered(keysIn(key(1))), needy)).toBeUndefined();
  });

  it('leaves out a runbook that does not exist', () => {
    expect(followUp(plan, answered(keysIn(key(1))), catalogueWith(now))).toBeUndefined();
  });
});
