// @ts-expect-error: it comes without types
import aslValidator from 'asl-validator';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { ExecutionOver, GrantRefused, RoleUnsettled } from '../../lib/aws/iam/grant-errors.ts';
import { InputError } from '../../lib/core/errors.ts';
import { ACCESS_REVOKED, QUERY_THROTTLED, ROLE_NOT_READY, STILL_RUNNING } from '../../lib/core/interruptions.ts';
import { resourcesWith } from './synthesized.ts';

const Retry = z.looseObject({
  ErrorEquals: z.array(z.string()).min(1),
  MaxAttempts: z.number(),
  IntervalSeconds: z.number(),
  MaxDelaySeconds: z.number().optional(),
  JitterStrategy: z.string().optional(),
});
const Catch = z.looseObject({ ErrorEquals: z.array(z.string()), Next: z.string(), ResultPath: z.string().nullable().optional() });
interface Machine {
  StartAt: string;
  States: Record<string, State>;
}
const State = z.looseObject({
  Type: z.string(),
  Next: z.string().optional(),
  Default: z.string().optional(),
  Choices: z.array(z.looseObject({ Next: z.string() })).default([]),
  Retry: z.array(Retry).default([]),
  Catch: z.array(Catch).default([]),
  TimeoutSeconds: z.number().optional(),
  get ItemProcessor(): z.ZodOptional<z.ZodType<Machine>> {
    return z.optional(Machine);
  },
});
type State = z.infer<typeof State>;
const Machine: z.ZodType<Machine> = z.looseObject({ StartAt: z.string(), States: z.record(z.string(), State) });

const { definitions, machines } = (() => {
  const resources = resourcesWith({})('AWS::StepFunctions::StateMachine');
  const texts = resources.map(
    ({ id, properties }) => [id.includes('Investigation') ? 'investigation' : 'aftermath', String(properties.DefinitionString)] as const,
  );
  return { definitions: texts, machines: new Map(texts.map(([name, text]): [string, Machine] => [name, Machine.parse(JSON.parse(text))])) };
})();
const machine = (name: string): Machine => machines.get(name) ?? { StartAt: '', States: {} };
/** All states, those inside others too. */
const statesOf = ({ States }: Machine): [string, State][] =>
  Object.entries(States).flatMap(
    ([name, state]) => [[name, state], ...(state.ItemProcessor === undefined ? [] : statesOf(state.ItemProcessor))] as [string, State][],
  );
const state = (name: string, of = 'investigation'): State => {
  const found = statesOf(machine(of)).find(([one]) => one === name);
  if (found === undefined) throw new Error(`there is no state ${name}`);
  return found[1];
};
/** Keys whose value looks like a path and is text, since the key does not end in `.$`. */
const textPaths = (value: unknown): string[] => {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    typeof inner === 'string' && inner.startsWith('$') && !key.endsWith('.$') ? [key] : textPaths(inner),
  );
};
/** Where a state may lead, errors left out. */
const nextOf = ({ Next, Default, Choices }: State) =>
  [Next, Default, ...Choices.map((choice) => choice.Next)].flatMap((name) => name ?? []);

describe.each(['investigation', 'aftermath'])('the machine of the %s', (name) => {
  const all = statesOf(machine(name));
  const tasks = all.filter(([, { Type }]) => Type === 'Task');

  it('is valid in the language, with its paths and ARNs', () => {
    const [, text = ''] = definitions.find(([one]) => one === name) ?? [];
    const { isValid, errorsText } = aslValidator(JSON.parse(text), { checkPaths: true, checkArn: true });
    expect([isValid, errorsText('\n')]).toEqual([true, '']);
  });

  it('calls functions without the envelope of Lambda, each with a time limit and retries', () => {
    expect(tasks.length).toBeGreaterThan(1);
    for (const [task, { TimeoutSeconds, Retry: retries, ...rest }] of tasks) {
      expect([task, rest.Resource]).toEqual([task, expect.stringContaining(':lambda:')]);
      expect([task, TimeoutSeconds]).toEqual([task, expect.any(Number)]);
      expect([task, retries.length > 0]).toEqual([task, true]);
    }
  });

  it('has States.ALL alone and last, where it retries or catches it', () => {
    for (const [, { Retry: retries, Catch: catches }] of all) {
      for (const list of [retries, catches]) {
        const at = list.findIndex(({ ErrorEquals }) => ErrorEquals.includes('States.ALL'));
        if (at === -1) continue;
        expect(at).toBe(list.length - 1);
        expect(list[at]?.ErrorEquals).toEqual(['States.ALL']);
      }
    }
  });

  it('waits with jitter and a limit wherever the wait grows', () => {
    const growing = all.flatMap(([, { Retry: retries }]) => retries).filter(({ BackoffRate }) => BackoffRate !== 1);
    expect(growing.length).toBeGreaterThan(0);
    for (const retry of growing) expect(retry).toMatchObject({ JitterStrategy: 'FULL', MaxDelaySeconds: expect.any(Number) });
  });

  it('has a Default in every Choice, and no path that is text by mistake', () => {
    const choices = all.filter(([, { Type }]) => Type === 'Choice');
    expect(choices.every(([, { Default }]) => Default !== undefined)).toBe(true);
    expect(all.flatMap(([, { Parameters, ResultSelector }]) => textPaths([Parameters, ResultSelector]))).toEqual([]);
  });

  it('leaves room for its states in its own time limit', () => {
    const { TimeoutSeconds = 0 } = z.looseObject({ TimeoutSeconds: z.number() }).parse(machine(name));
    const limits = all.map(([, one]) => (one.TimeoutSeconds ?? 0) + (typeof one.Seconds === 'number' ? one.Seconds : 0));
    // Two looks, and two rounds in each.
    expect(4 * limits.reduce((sum, limit) => sum + limit, 0)).toBeLessThan(TimeoutSeconds);
  });
});

describe('an investigation', () => {
  it('goes through the verbs in the order of the core', () => {
    const order = [
      'Begin',
      'Plan',
      'IsSample?',
      'Settle',
      'Settled?',
      'Grant',
      'Collect',
      'Run',
      'Follow',
      'More?',
      'Revoke',
      'Publish',
      'Outcome?',
    ];
    expect(machine('investigation').StartAt).toBe('Begin');
    for (const [at, name] of order.slice(0, -1).entries())
      expect([name, nextOf(state(name))]).toEqual([name, expect.arrayContaining([order[at + 1]])]);
  });

  it('revokes from every state between Plan and Follow that fails, and says which it was', () => {
    for (const name of ['Plan', 'Settle', 'Grant', 'Collect', 'Run', 'Follow']) {
      const [caught] = state(name).Catch;
      expect(caught).toMatchObject({ ErrorEquals: ['States.ALL'], Next: `${name}Failed`, ResultPath: '$.failure' });
      expect(state(`${name}Failed`)).toMatchObject({ Type: 'Pass', Next: 'Revoke' });
      expect(JSON.stringify(state(`${name}Failed`).Parameters)).toContain(`"state":"${name}"`);
    }
  });

  it('goes from the grant to its end through Revoke only', () => {
    const reached = new Set<string>();
    const walk = (name: string): void => {
      if (name === 'Revoke' || reached.has(name)) return;
      reached.add(name);
      const one = state(name);
      for (const next of [...nextOf(one), ...one.Catch.map(({ Next }) => Next)]) walk(next);
    };
    walk('Grant');
    expect([...reached].filter((name) => ['Publish', 'Done', 'Failed'].includes(name))).toEqual([]);
    expect(reached.size).toBeGreaterThan(6);
  });

  it('publishes even where the role cannot be taken away, and then ends as failed', () => {
    expect(state('Revoke').Catch[0]?.Next).toBe('RevokeFailed');
    expect(nextOf(state('RevokeFailed'))).toEqual(['FailedBefore?']);
    for (const name of ['BothFailed', 'OnlyRevokeFailed']) expect(nextOf(state(name))).toEqual(['Publish']);
    expect(state('Outcome?').Choices[0]).toMatchObject({ IsPresent: true, Variable: '$.failures[0]', Next: 'Failed' });
  });

  it('loses only the answer of a runbook that fails', () => {
    expect(state('RunRunbook').Catch[0]?.Next).toBe('RunbookFailed');
    expect(state('RunbookFailed').End).toBe(true);
    expect(state('Run').MaxConcurrency).toBe(3);
  });

  it('tries again what may pass and nothing that is final', () => {
    const retried = (name: string) => new Set(state(name).Retry.flatMap(({ ErrorEquals }) => ErrorEquals));
    for (const name of ['Collect', 'RunRunbook']) {
      for (const error of [STILL_RUNNING, QUERY_THROTTLED, 'Lambda.TooManyRequestsException']) expect(retried(name)).toContain(error);
      for (const error of [ROLE_NOT_READY, ACCESS_REVOKED, 'States.ALL']) expect(retried(name)).not.toContain(error);
    }
    expect(retried('Grant')).toContain(new RoleUnsettled('').name);
    for (const error of [new GrantRefused(''), new ExecutionOver(''), new InputError('')])
      expect(retried('Grant')).not.toContain(error.name);
  });

  it('carries no SQL, no credentials and no record in its states', () => {
    const [, text = ''] = definitions.find(([name]) => name === 'investigation') ?? [];
    const paths = [...text.matchAll(/"(\$\$?\.[^"]+)"/g)].map(([, path = '']) => path);
    const known = [
      'id',
      'dry',
      'pass',
      'more',
      'settle.settled',
      'input',
      'runbook',
      'collected.runbooks',
      'published.again',
      'failures',
      'failures[0]',
      'failure',
      'failure.Error',
      'unrevoked',
      'settle',
      'collected',
      'published',
    ];
    const strange = new Set(
      paths.map((path) => path.replace(/^\$\./, '')).filter((path) => !path.startsWith('$$.Execution.') && !known.includes(path)),
    );
    expect([...strange]).toEqual([]);
  });
});
