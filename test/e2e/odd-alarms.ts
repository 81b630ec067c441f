import { ListExecutionsCommand, SFNClient } from '@aws-sdk/client-sfn';
import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { anotherFinding, deliverRecords, freshCall, idOf } from './incident.ts';
import type { Stage } from './stage.ts';
import { until } from './until.ts';

/** Alarms that are not answered like the others. */
export function oddAlarms(stage: () => Stage): void {
  const grants = (id: string) =>
    stage().system.proxy.judge.decisions.filter(({ action, resource }) => action === 'iam:CreateRole' && resource.endsWith(`tw-${id}`));
  const sample = () => {
    const { service } = anotherFinding().detail;
    return anotherFinding({
      title: '[SAMPLE] a finding',
      service: { ...Object(service), additionalInfo: { value: '{"sample":true}', type: 'default' } },
    });
  };

  const canaries = async () => {
    const { system, world } = stage();
    const { executions = [] } = await new SFNClient(system.admin).send(new ListExecutionsCommand({ stateMachineArn: world.machineArn }));
    return executions.flatMap(({ name = '' }) => (name.startsWith('canary-') ? [name] : []));
  };

  describe('an alarm', () => {
    it('that GuardDuty made up is a dry run: it is reported, and nothing is granted', async () => {
      const { put, world, mail } = stage();
      const made = sample();
      const id = idOf(made);
      await put(made);
      await until('the start', async () => ((await world.hasStarted(id)) ? true : undefined));
      expect((await world.ended(id)).status).toBe('SUCCEEDED');
      expect(grants(id)).toEqual([]);
      expect((await mail('email', id)).body).toContain('sample');
    });

    it('of low severity, of a foreign account, or of ourselves starts nothing', async () => {
      const { put, world, system } = stage();
      const low = anotherFinding({ severity: 2 });
      const foreign = anotherFinding({ accountId: '999988887777' });
      const before = system.proxy.judge.decisions.length;
      for (const event of [low, foreign]) await put(event);
      // An alarm behind them in the queue shows that they were dealt with.
      const last = sample();
      await put(last);
      await until('the one behind', async () => ((await world.hasStarted(idOf(last))) ? true : undefined));
      expect(await world.hasStarted(idOf(low))).toBe(false);
      expect(await world.hasStarted(idOf(foreign))).toBe(false);
      expect(system.proxy.judge.decisions.length).toBeGreaterThan(before);
      await world.ended(idOf(last));
    });

    it('that is none is set aside, with the reason', async () => {
      const { system } = stage();
      const sqs = new SQSClient(system.admin);
      const { QueueUrl, DeadLetterUrl } = system.outputs;
      await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: '{"hello":"world"}', MessageGroupId: 'alarms' }));
      const message = await until('the message', async () => {
        const command = new ReceiveMessageCommand({ QueueUrl: DeadLetterUrl, MessageAttributeNames: ['All'] });
        return (await sqs.send(command)).Messages?.[0];
      });
      expect(message.Body).toBe('{"hello":"world"}');
      expect(message.MessageAttributes?.reason?.StringValue).toMatch(/\w{4,}/);
    });

    it('whose own event has not been delivered is looked at twice, and the second message says what changed', async () => {
      const { put, world, system, mail } = stage();
      const event = freshCall();
      const id = idOf(event);
      const to = { ...system.deployment.place.logs, config: { ...system.admin, forcePathStyle: true } };
      const later = (minutes: number) => new Date(Date.now() + minutes * 60_000);
      await deliverRecords([], later(6), to);
      await put(event);
      const first = await mail('raw', id);
      expect(JSON.parse(first.body)).toMatchObject({ report: { coverage: { trigger: 'not found' } } });
      await deliverRecords([event.detail], later(7), to);
      expect((await world.ended(id, 90)).status).toBe('SUCCEEDED');
      expect((await world.report(`${id}-2`)).coverage.trigger).toBe('found');
      const second = await mail('raw', `${id}-2`);
      expect(JSON.parse(second.body)).toMatchObject({ changes: expect.arrayContaining([expect.any(String)]) });
      expect(grants(id)).toHaveLength(1);
      expect(grants(`${id}-2`)).toHaveLength(1);
      expect(await world.roles()).toEqual([]);
    });
  });

  describe('what runs by the clock', () => {
    it('starts the canary, whose report comes with its role gone', async () => {
      const { call, world } = stage();
      const before = new Set(await canaries());
      await call('start', { canary: true });
      const [name = ''] = await until('the canary', async () => (await canaries()).filter((one) => !before.has(one)).slice(0, 1));
      expect((await world.ended(name)).status).toBe('SUCCEEDED');
      expect((await world.report(name)).access.receipt.gone).toBe(true);
    });

    it('counts who listens', async () => {
      expect(await stage().call('inspect')).toEqual({ confirmed: expect.any(Number), pending: 0, missing: 0 });
    });
  });

  describe('a storm of alarms', () => {
    it('waits while enough run, is told of once, and loses none', async () => {
      const { put, world, system, request } = stage();
      system.athena.faults.add({ kind: 'slow', sql: 'UNLOAD', milliseconds: 5000, times: 2 });
      await Promise.all(['held-1', 'held-2'].map((name) => request(name)));
      const storm = Array.from({ length: 4 }, sample);
      for (const alarm of storm) await put(alarm);
      const notices = (channel: string) => system.mailbox.mails.filter((mail) => mail.channel === channel && /wait/i.test(mail.subject));
      await until('the notice', () => (notices('email').length > 0 ? true : undefined));
      for (const alarm of storm) expect(await world.hasStarted(idOf(alarm))).toBe(false);
      for (const alarm of storm) {
        await until('its turn', async () => ((await world.hasStarted(idOf(alarm))) ? true : undefined));
        expect((await world.ended(idOf(alarm))).status).toBe('SUCCEEDED');
      }
      expect(notices('email')).toHaveLength(1);
    });
  });
}
