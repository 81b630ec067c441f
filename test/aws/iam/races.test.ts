import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Granting, grantRole } from '../../../lib/aws/iam/grant-role.ts';
import { isRunning } from '../../../lib/aws/iam/is-running.ts';
import { revokeRole } from '../../../lib/aws/iam/revoke-role.ts';
import { sweep } from '../../../lib/aws/sweep.ts';
import type { Receipt } from '../../../lib/core/investigation.ts';
import { deadlineFrom } from '../../../lib/core/plan-for.ts';
import { type Cloud, cloud, executionArn, plan, roleName } from './cloud.ts';
import { iamErrors } from './fake-iam.ts';
import { usableAfterDeadline } from './usable.ts';

const MINUTE = 60_000;
/** IAM is at most this far behind itself, which is less than the pause between two looks. */
const MOST_LAG = 8_000;

/** What happens in a history, and when. Everything is begun by somebody who knows nothing of the others. */
const happening = fc.record({
  at: fc.oneof(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 0, max: 20 * MINUTE })),
  what: fc.constantFrom('grant', 'grant', 'revoke', 'revoke', 'sweep', 'end', 'tamper', 'throttle', 'fail after' as const),
});

/** Milliseconds that calls take: as a rule a moment, sometimes a function is held up for minutes. */
const latency = fc.infiniteStream(
  fc.oneof({ arbitrary: fc.integer({ min: 1, max: 900 }), weight: 30 }, { arbitrary: fc.integer({ min: 1, max: 4 * MINUTE }), weight: 1 }),
);
const lag = fc.infiniteStream(fc.integer({ min: 0, max: MOST_LAG - 1 }));

const arn = executionArn(plan.id);
const grantNow = ({ world, time }: Cloud) => {
  const granting: Granting = { ...world, execution: { arn, isRunning: () => isRunning(arn, world.sfn) } };
  return grantRole({ ...plan, access: { minutes: 15, deadline: deadlineFrom(time.now(), 15) } }, granting);
};

const ACTS: Readonly<Record<string, (one: Cloud) => unknown>> = {
  grant: grantNow,
  revoke: ({ world }) => revokeRole(plan.id, world),
  sweep: ({ world }) => sweep(world),
  end: ({ executions }) => executions.set(arn, 'ABORTED'),
  tamper: ({ iam }) => {
    iam.byHand(
      roleName,
      (role) => role && { ...role, attached: new Set(['a', 'b', 'c']), profiles: new Set(['d']), boundaryArn: undefined },
    );
  },
  throttle: ({ iam }) => {
    for (const operation of ['ListRoles', 'DeleteRole', 'PutRolePolicy'])
      iam.fail({ operation, error: iamErrors.throttling(), when: 'before' });
  },
  'fail after': ({ iam }) => {
    for (const operation of ['CreateRole', 'DeleteRole']) iam.fail({ operation, error: iamErrors.unavailable(), when: 'after' });
  },
};

/** Whether at some moment from one time to another no role of the example was there. */
function wasAbsent({ iam }: Cloud, from: number, to: number): boolean {
  return iam.versions.some(({ roles }, index) => {
    const until = iam.versions[index + 1]?.at ?? Number.POSITIVE_INFINITY;
    return !roles.has(roleName) && until >= from && (iam.versions[index]?.at ?? 0) <= to;
  });
}

test('whatever happens at the same time, no receipt says more than is true, nothing is usable after its deadline, and one sweep clears up', async () => {
  const history = fc.record({ happenings: fc.array(happening, { minLength: 1, maxLength: 12 }), latency, lag });
  await fc.assert(
    fc.asyncProperty(history, async ({ happenings, latency, lag }) => {
      const delay = (): Promise<void> => one.time.pause(latency.next().value ?? 0);
      const one: Cloud = cloud({ iam: { delay, lag: () => lag.next().value ?? 0 }, athena: { delay } });
      const receipts: { receipt: Receipt; from: number; to: number }[] = [];
      try {
        for (const { at, what } of happenings) {
          setTimeout(async () => {
            const from = one.time.now();
            const [outcome] = await Promise.allSettled([ACTS[what]?.(one)]);
            if (what === 'revoke' && outcome.status === 'fulfilled')
              receipts.push({ receipt: outcome.value as Receipt, from, to: one.time.now() });
          }, at);
        }
        await one.time.quiet();
        for (const { receipt, from, to } of receipts) if (receipt.gone) expect(wasAbsent(one, from, to)).toBe(true);
        one.executions.set(arn, 'ABORTED');
        one.iam.heal();
        await one.time.quiet(MOST_LAG);
        await one.time.until(sweep(one.world));
        expect(one.iam.roles()).toEqual([]);
        expect(await usableAfterDeadline(one.iam, one.time.now())).toEqual([]);
      } finally {
        one.restore();
      }
    }),
    { numRuns: 500 },
  );
});

test('an end of the execution at any moment of a grant, however long the creator is held up, leaves no role without any sweep', async () => {
  const history = fc.record({ end: fc.integer({ min: 0, max: 4_000 }), heldUp: fc.integer({ min: 0, max: MINUTE }) });
  await fc.assert(
    fc.asyncProperty(history, async ({ end, heldUp }) => {
      const delay = () => one.time.pause(one.iam.calls.length === 0 ? heldUp : 200);
      const one: Cloud = cloud({ iam: { delay, lag: () => 2_000 } });
      try {
        // The outside leg hears of the end a second later.
        setTimeout(() => one.executions.set(arn, 'ABORTED'), end);
        setTimeout(() => revokeRole(plan.id, one.world), end + 1_000);
        await one.time.until(Promise.allSettled([grantNow(one)]));
        await one.time.quiet();
        expect(one.iam.roles()).toEqual([]);
      } finally {
        one.restore();
      }
    }),
    { numRuns: 300 },
  );
});
