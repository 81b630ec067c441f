import { execFileSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Entities, sift } from '../../lib/core/entity.ts';
import { planFor } from '../../lib/core/plan-for.ts';
import { commandFor } from '../../lib/core/rerun.ts';
import { parseSettings } from '../../lib/core/settings.ts';
import { only } from './alarm/only.ts';
import { alarmWith, KEY, planningWith } from './example-alarm.ts';
import { catalogueWith } from './example-runbook.ts';

const window = { from: '2026-06-01T02:00:00Z', to: '2026-06-01T05:00:00Z' };
const OPTIONS = {
  logs: { type: 'string' },
  runbook: { type: 'string' },
  param: { type: 'string', multiple: true },
  from: { type: 'string' },
  to: { type: 'string' },
  reason: { type: 'string' },
} as const;

/** The words that a POSIX shell makes of the line, by a program of that name which prints them. */
function wordsOf(command: string): string[] {
  const printed = execFileSync('sh', ['-c', `trailwarden() { printf '%s\\0' "$@"; }\n${command}`], { encoding: 'utf8' });
  return printed.split('\0').slice(0, -1);
}

const given = (entities: Entities, reason: string) => {
  const [verb, ...args] = wordsOf(commandFor('keys', { entities, window, reason }));
  return { verb, ...parseArgs({ args, options: OPTIONS, strict: true }).values };
};

describe('the command for a runbook that did not run', () => {
  it('is one that can be read', () => {
    expect(commandFor('keys', { entities: { accessKeyId: [KEY] }, window, reason: 'follows X' })).toBe(
      `trailwarden investigate --logs DIR --runbook keys --param accessKeyId=${KEY} --from ${window.from} --to ${window.to} --reason 'follows X'`,
    );
  });

  it('gives back every value and the reason when it is pasted into a shell, whatever stands in them', () => {
    const hostile = fc.string({
      unit: fc.constantFrom("'", '"', '\\', '$(id)', '`id`', ';', '&', '!', '*', ' ', '-', '#', '=', 'a', 'é', '😀'),
    });
    fc.assert(
      fc.property(fc.array(hostile), hostile, (values, reason) => {
        const { entities } = sift(values.map((value) => ['objectKeyPrefix', value]));
        const { objectKeyPrefix = [] } = entities;
        expect(given(entities, `x${reason}`)).toEqual({
          verb: 'investigate',
          logs: 'DIR',
          runbook: 'keys',
          ...(objectKeyPrefix.length === 0 ? {} : { param: objectKeyPrefix.map((value) => `objectKeyPrefix=${value}`) }),
          ...window,
          reason: `x${reason}`,
        });
      }),
      { numRuns: 60 },
    );
  });

  it('asks for the runbook with the values and the window that the alarm would have given it', () => {
    const runbooks = ['a', 'b'].map((id) => ({ id, front: ['parameters: [objectKeyPrefix]', 'triggers: { guardduty: ["*"] }'] }));
    const scope = 'requestparameters IN (:objectKeyPrefix)';
    const catalogue = catalogueWith(...runbooks.map((one) => ({ ...one, scope })));
    const settings = parseSettings({ limits: { runbooks: 1 } }, 'settings');
    const entities = { objectKeyPrefix: ["it's; rm -rf $HOME", 'a=b'] };
    const plan = planFor(alarmWith({ entities, type: "O'Brien:X/\n$(id)" }), planningWith({ catalogue, settings }));

    const [verb, ...args] = wordsOf(plan.skipped[0]?.command ?? '');
    const { runbook = '', param = [], from, to, reason } = parseArgs({ args, options: OPTIONS, strict: true }).values;
    const parameters = { objectKeyPrefix: param.map((text) => text.slice(text.indexOf('=') + 1)) };
    const byHand = planFor(only({ runbooks: [runbook], parameters, from, to, reason }), planningWith({ catalogue }));
    expect(verb).toBe('investigate');
    expect(byHand).toMatchObject({ window: plan.window, reason: "follows O'Brien:X/ $(id)" });
    expect(byHand.runbooks).toMatchObject([{ id: 'b', parameters: entities }]);
  });

  it('holds nothing that a terminal acts on', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (reason) => {
        expect(commandFor('keys', { entities: {}, window, reason })).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
      }),
    );
  });
});
