import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { withChanged } from './changed-function.ts';
import { RUNBOOK, type Stage } from './stage.ts';

/** Parts that fail while the state machine goes on: what can be done is done, and the rest is said. */
export function brokenParts(stage: () => Stage): void {
  describe('on a bad day', () => {
    const marks = mkdtempSync(join(tmpdir(), 'trailwarden-marks-'));
    afterAll(() => rmSync(marks, { recursive: true, force: true }));
    afterEach(async () => {
      stage().system.athena.faults.clear();
      stage().system.proxy.faults.clear();
      expect(await stage().world.roles()).toEqual([]);
    });
    const queriesOf = (text: string) => [...stage().system.athena.executions.values()].filter(({ sql }) => sql.includes(text));

    describe('when parts fail', () => {
      it('an IAM that throttles only takes longer', async () => {
        const { system, request, world } = stage();
        const busy = { kind: 'error', times: 2, status: 400, code: 'Throttling', message: 'Rate exceeded' } as const;
        system.proxy.faults.inject({ action: 'iam:CreateRole', ...busy });
        system.proxy.faults.inject({ action: 'iam:DeleteRole', ...busy, times: 1 });
        await request('throttled');
        expect((await world.ended('throttled')).status).toBe('SUCCEEDED');
        expect(await world.report('throttled')).toMatchObject({ failures: [], access: { receipt: { gone: true } } });
      });

      it('a role that cannot be made whole is taken away, and the execution failed', async () => {
        const { system, request, world } = stage();
        const refused = { kind: 'error', times: 1, status: 400, code: 'MalformedPolicyDocument', message: 'no such action' } as const;
        system.proxy.faults.inject({ action: 'iam:PutRolePolicy', ...refused });
        await request('half-made');
        expect((await world.ended('half-made')).status).toBe('FAILED');
        expect((await world.report('half-made')).access.receipt.gone).toBe(true);
      });

      it('an Athena that throttles only takes longer', async () => {
        const { system, request, world } = stage();
        system.athena.faults.add({ kind: 'throttle', operation: 'StartQueryExecution', times: 1 });
        await request('busy');
        expect((await world.ended('busy')).status).toBe('SUCCEEDED');
        expect((await world.report('busy')).failures).toEqual([]);
      });

      it('a query that fails costs its own answer', async () => {
        const { system, request, world, mail } = stage();
        system.athena.faults.add({ kind: 'failed', sql: 'VPC endpoint policy', reason: 'EXCEEDED_MEMORY_LIMIT: too much' });
        await request('one-lost');
        expect((await world.ended('one-lost')).status).toBe('SUCCEEDED');
        const report = await world.report('one-lost');
        expect(report.failures).toEqual([
          { runbook: RUNBOOK, step: 'why-it-is-refused', reason: expect.stringContaining('EXCEEDED_MEMORY_LIMIT') },
        ]);
        expect(report.context.length).toBeGreaterThan(2);
        expect((await mail('email', 'one-lost')).body).toContain('EXCEEDED_MEMORY_LIMIT');
      });

      it('a pass that fails leaves a report that says so, and the execution failed', async () => {
        const { system, request, world, mail } = stage();
        system.athena.faults.add({ kind: 'failed', sql: 'UNLOAD', reason: 'HIVE_CURSOR_ERROR: a file ends early' });
        await request('no-evidence');
        expect((await world.ended('no-evidence')).status).toBe('FAILED');
        const report = await world.report('no-evidence');
        expect(report.investigation.status).toBe('incomplete');
        expect(report.access.receipt.gone).toBe(true);
        expect(await world.files('no-evidence')).toContain('manifest.json');
        expect((await mail('email', 'no-evidence')).body).toContain('HIVE_CURSOR_ERROR');
      });

      it('a function that dies is called again, and goes on with the query that runs', async () => {
        const { system, request, world } = stage();
        system.athena.faults.add({ kind: 'slow', sql: 'UNLOAD', milliseconds: 2000 });
        await withChanged(system, 'collect', { mishap: { kind: 'dies', markFile: join(marks, 'collect') } }, async () => {
          await request('died');
          expect((await world.ended('died')).status).toBe('SUCCEEDED');
        });
        expect(queriesOf('investigations/died/evidence')).toHaveLength(1);
      });

      it('a function that dies each time costs the answer of its runbook', async () => {
        const { system, request, world } = stage();
        system.athena.faults.add({ kind: 'slow', sql: 'VPC endpoint policy', milliseconds: 1500, times: 3 });
        await withChanged(system, 'run', { mishap: { kind: 'dies' } }, async () => {
          await request('dying');
          expect((await world.ended('dying')).status).toBe('SUCCEEDED');
        });
        const report = await world.report('dying');
        expect(report.investigation.status).toBe('incomplete');
        expect(report.failures.map(({ runbook }) => runbook)).toContain(RUNBOOK);
      });

      it('a function that hangs is ended at its time, and called again', async () => {
        const { system, request, world } = stage();
        await withChanged(system, 'settle', { seconds: 2, mishap: { kind: 'hangs', markFile: join(marks, 'settle') } }, async () => {
          await request('hung');
          expect((await world.ended('hung')).status).toBe('SUCCEEDED');
        });
      });

      it('a function near its end leaves its query running, and finds it again', async () => {
        const { system, request, world } = stage();
        system.athena.faults.add({ kind: 'slow', sql: 'UNLOAD', milliseconds: 1500 });
        await withChanged(system, 'collect', { seconds: 15 }, async () => {
          await request('let-go');
          expect((await world.ended('let-go')).status).toBe('SUCCEEDED');
        });
        expect(queriesOf('investigations/let-go/evidence')).toHaveLength(1);
      });
    });

    describe('when nobody can be told', () => {
      const down = { kind: 'error', times: 1000, status: 500, code: 'InternalError', message: 'SNS is down' } as const;

      it('one channel that is down costs only itself', async () => {
        const { system, request, world, mail } = stage();
        system.proxy.faults.inject({ action: 'sns:Publish', resource: system.deployment.topics.email, ...down });
        await request('no-mail');
        expect((await world.ended('no-mail')).status).toBe('SUCCEEDED');
        expect(await mail('raw', 'no-mail')).toBeDefined();
        expect(
          system.mailbox.mails.filter(({ channel, attributes }) => channel === 'email' && attributes.investigation === 'no-mail'),
        ).toEqual([]);
        expect(JSON.parse((await world.text('no-mail', 'told.json')) ?? '')).not.toContain('email');
      });

      it('with all of them down the folder is whole, the role is gone, and the execution failed', async () => {
        const { system, request, world } = stage();
        system.proxy.faults.inject({ action: 'sns:Publish', ...down });
        await request('unheard');
        expect((await world.ended('unheard')).status).toBe('FAILED');
        expect(await world.files('unheard')).toEqual(expect.arrayContaining(['report.json', 'report.html', 'manifest.json']));
        expect(await world.roles()).toEqual([]);
      });
    });
  });
}
