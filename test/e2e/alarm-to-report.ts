import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Notification } from '../../lib/core/message/raw.ts';
import { Plan } from '../../lib/core/plan.ts';
import { Report } from '../../lib/core/report.ts';
import { cli } from '../cli/run-cli.ts';
import type { Decision } from '../emulator/iam/question.ts';
import { EXAMPLE_ALARM, EXAMPLE_LOGS, finding, idOf } from './incident.ts';
import { investigationContract } from './investigation-contract.ts';
import { reach } from './reach.ts';
import type { Stage } from './stage.ts';
import { until } from './until.ts';
import type { RoleFound } from './world.ts';

/** From a finding on the bus to the messages, with a look at the role while it lives. */
export function alarmToReport(stage: () => Stage): void {
  describe('a GuardDuty finding', () => {
    const id = idOf(finding());
    /** The gravest finding of the example. */
    const worst = 'high';
    let role: RoleFound;
    let reached: Readonly<Record<string, string>>;

    investigationContract(async () => {
      const { world, system, put } = stage();
      // The query that counts the evidence takes its time, so that there is time to look at the role.
      system.athena.faults.add({ kind: 'slow', sql: 'AS data_service', milliseconds: 5000 });
      await put(finding());
      await until('the evidence', async () =>
        (await world.files(id)).some((name) => name.startsWith('evidence/pass-1/')) ? true : undefined,
      );
      role = await world.role(`tw-${id}`);
      reached = await reach(stage(), id);
      return { world, id };
    });

    it('opens one role, inside the boundary, marked with its end', async () => {
      const plan = Plan.parse(JSON.parse((await stage().world.text(id, 'plan.json')) ?? ''));
      const { access } = await stage().world.report(id);
      expect(role).toEqual({
        arn: `arn:aws:iam::111122223333:role${stage().world.rolePath}tw-${id}`,
        boundary: stage().system.deployment.boundaryArn,
        trust: access.policies.trust,
        permissions: [access.policies.permissions],
        tags: {
          'trailwarden:execution': `${stage().world.machineArn.replace(':stateMachine:', ':execution:')}:${id}`,
          'trailwarden:deadline': expect.stringMatching(/Z$/),
        },
      });
      expect(access.minutes).toBe(plan.access.minutes);
    });

    it('has a role that reaches what the plan says and nothing else', () => {
      expect(reached).toEqual({
        'assumed by the function that runs': 'allowed',
        'assumed by the function that publishes': 'AccessDenied',
        'assumed under another name': 'AccessDenied',
        'a query in the workgroup': 'SUCCEEDED',
        'a query of a day that is not planned': expect.stringContaining('Permission denied'),
        'a query that writes into another folder': expect.stringContaining('Permission denied'),
        'a query in another workgroup': 'AccessDeniedException',
        'a log file without Athena': 'AccessDenied',
        'its own folder': 'allowed',
        'the folder of another investigation': 'AccessDenied',
        'a role of its own': 'AccessDenied',
        'the list of roles': 'AccessDenied',
        'a message to people': 'AuthorizationErrorException',
      });
    });

    it('queries under that role only', () => {
      const queries = stage().system.proxy.judge.decisions.filter(({ action }) => action === 'athena:StartQueryExecution');
      expect(queries.length).toBeGreaterThan(0);
      expect(queries.filter(({ role }) => !role.startsWith('tw-'))).toEqual([]);
    });

    it('tells people by mail', async () => {
      const { subject, body, attributes } = await stage().mail('email', id);
      expect(subject).toMatch(/^[\x20-\x7e]{1,99}$/);
      expect(attributes).toMatchObject({ severity: worst, status: 'complete' });
      for (const fact of ['CompromisedCredentials', 'svc-metrics-sync', 'OrgSupportAccess', 'What is not known', 'is gone']) {
        expect(body.toLowerCase()).toContain(fact.toLowerCase());
      }
      expect(body).not.toContain('198.51.100.77');
    });

    it('opens an incident at the pager', async () => {
      const { subject, body } = await stage().mail('pager', id);
      expect(subject).toMatch(/^ALARM: /);
      expect(JSON.parse(body)).toMatchObject({ NewStateValue: 'ALARM', AWSAccountId: '111122223333', Region: expect.any(String) });
    });

    it('posts to the chat', async () => {
      const { body } = await stage().mail('chat', id);
      expect(JSON.parse(body)).toMatchObject({ version: '1.0', source: 'custom', metadata: { threadId: id } });
      expect(body).toContain('svc-metrics-sync');
    });

    it('hands the report to queues', async () => {
      const { admin, mailbox } = stage().system;
      const { Messages = [] } = await new SQSClient(admin).send(
        new ReceiveMessageCommand({ QueueUrl: mailbox.queueUrl, WaitTimeSeconds: 5 }),
      );
      const notification = Notification.parse(JSON.parse(Messages[0]?.Body ?? ''));
      expect(notification).toMatchObject({ kind: 'report', investigation: id, severity: worst, status: 'complete' });
    });

    describe('beside the command line on the same logs', () => {
      const out = mkdtempSync(join(tmpdir(), 'trailwarden-same-'));
      let local: Report;
      beforeAll(async () => {
        const { code, err } = await cli(['investigate', '--alarm', EXAMPLE_ALARM, '--logs', EXAMPLE_LOGS, '--out', out, '--replace']);
        expect(code, err).toBe(0);
        local = Report.parse(JSON.parse(readFileSync(join(out, 'report.json'), 'utf8')));
      });
      afterAll(() => rmSync(out, { recursive: true, force: true }));

      it('finds the same', async () => {
        const report = await stage().world.report(id);
        expect(report.findings).toEqual(local.findings);
        expect(report.timeline).toEqual(local.timeline);
        expect(report.context).toEqual(local.context);
        expect(report.unknown).toEqual(local.unknown);
        expect(report.coverage).toEqual(local.coverage);
      });
    });

    it('is one investigation, however often it is delivered', async () => {
      const { proxy, mailbox, functions, athena } = stage().system;
      const before = athena.executions.size;
      await stage().put(finding());
      await stage().put(finding());
      const isLook = ({ session, action, resource }: Decision) =>
        session === functions.start && action === 'states:DescribeExecution' && resource.endsWith(`:${id}`);
      await until('a look at both', () => (proxy.judge.decisions.filter(isLook).length >= 3 ? true : undefined));
      expect(mailbox.mails.filter(({ channel, attributes }) => channel === 'raw' && attributes.investigation === id)).toHaveLength(1);
      expect(athena.executions.size).toBe(before);
    });
  });
}
