import { describe, expect, it } from 'vitest';
import type { Alarm } from '../../lib/core/alarm.ts';
import { InputError } from '../../lib/core/errors.ts';
import { type Planning, planFor } from '../../lib/core/plan-for.ts';
import { parseSettings } from '../../lib/core/settings.ts';
import { alarmWith, EVENT, KEY, planningWith } from './example-alarm.ts';
import { catalogueWith } from './example-runbook.ts';

const plan = (alarm: Partial<Alarm> = {}, planning: Partial<Planning> = {}) => planFor(alarmWith(alarm), planningWith(planning));
const set = (settings: Record<string, unknown>) => ({ settings: parseSettings(settings, 'settings') });
const ANY = 'triggers: { guardduty: ["*"] }';
const keys = (id: string, ...front: string[]) => ({ id, front: ['parameters: [accessKeyId]', ANY, ...front] });
const HOME = ['eu-west-1', 'us-east-1', 'us-east-2', 'eu-north-1', 'ap-southeast-2'];

describe('what of the logs may be read', () => {
  it('is the days of the window and one more, for late deliveries', () => {
    expect(plan().reads).toMatchObject({ firstDay: '2026/06/01', lastDay: '2026/06/02' });
  });

  it('begins with the longest baseline of the runbooks that run, to which each has its own', () => {
    const made = plan({}, { catalogue: catalogueWith(keys('a', 'baseline: 14'), keys('b', 'baseline: 3'), keys('c')) });
    expect(made.reads.firstDay).toBe('2026/05/18');
    expect(made.runbooks.map(({ baselineFrom }) => baselineFrom)).toEqual(['2026-05-18T02:00:00Z', '2026-05-29T02:00:00Z', undefined]);
  });

  it('takes in the days and Regions of the runbooks to which answers may lead', () => {
    const next = 'next: [{ runbook: later, parameters: { accessKeyId: eventid } }]';
    const later = { id: 'later', front: ['parameters: [accessKeyId]', 'baseline: 30', 'regions: all'] };
    const made = plan({}, { catalogue: catalogueWith(keys('now', 'regions: alarm', next), later) });
    expect(made.runbooks.map(({ id }) => id)).toEqual(['now']);
    expect(made.reads).toMatchObject({ firstDay: '2026/05/02', regions: 'all' });
  });

  it('is the accounts of the alarm, else those of the settings, else all', () => {
    const nowhere = { entities: { accessKeyId: [KEY] } };
    const settings = set({ trail: { accounts: ['444455556666'] } });
    expect(plan({}, settings).reads.accounts).toEqual(['111122223333']);
    expect(plan(nowhere, settings).reads.accounts).toEqual(['444455556666']);
    expect(plan(nowhere).reads.accounts).toBe('all');
  });

  it("is the alarm's Region and those of global services, where every runbook is content with them", () => {
    const content = { catalogue: catalogueWith(keys('a', 'regions: alarm')) };
    expect(plan({}, content).reads.regions).toEqual(HOME);
    expect(plan({ region: 'us-east-1' }, content).reads.regions).toEqual(['us-east-1', 'us-east-2', 'eu-north-1', 'ap-southeast-2']);
    expect(plan({ region: undefined }, content).reads.regions).toBe('all');
    expect(plan({}, { catalogue: catalogueWith(keys('a', 'regions: alarm'), keys('b')) }).reads.regions).toBe('all');
  });

  it('is the Regions of the settings, where all are wanted', () => {
    expect(plan({}, set({ trail: { regions: ['eu-west-1', 'us-east-1'] } })).reads.regions).toEqual(['eu-west-1', 'us-east-1']);
  });
});

describe('what runs', () => {
  const five = catalogueWith(keys('a'), keys('b'), keys('c'), keys('d'), keys('e'));

  it('is as many runbooks as the settings allow; the others are named with their command', () => {
    const made = plan({}, { catalogue: five, ...set({ limits: { runbooks: 3 } }) });
    expect(made.runbooks.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect(made.skipped.map(({ id, reason }) => [id, reason])).toEqual([
      ['d', '3 more telling runbooks were chosen'],
      ['e', '3 more telling runbooks were chosen'],
    ]);
    expect(made.skipped[0]?.command).toContain(`--runbook d --param accessKeyId=${KEY} --from 2026-06-01T02:00:00Z`);
  });

  it('is everything that a person asked for', () => {
    const request = { runbooks: ['e', 'd', 'c', 'b'], reason: 'audit' };
    const made = plan({ kind: 'manual', request }, { catalogue: five, ...set({ limits: { runbooks: 1 } }) });
    expect(made.runbooks.map(({ id }) => id)).toEqual(['e', 'd', 'c', 'b']);
    expect(made.reason).toBe('audit');
  });

  it('leaves out what the alarm has no value for, and says so', () => {
    const needy = { id: 'needy', front: ['parameters: [bucketName, { any: [principalName, principalArn] }]', ANY] };
    const made = plan({}, { catalogue: catalogueWith(keys('a'), needy) });
    expect(made.skipped).toEqual([
      { id: 'needy', title: 'An example of a runbook', reason: 'the alarm has no bucketName and no principalName or principalArn' },
    ]);
  });

  it('is given the values that it can use and no others', () => {
    const entities = { accessKeyId: [KEY], sourceIp: ['198.51.100.7'], principalName: ['ann'] };
    const made = plan({ entities }, { catalogue: catalogueWith(keys('a', 'optional: [sourceIp, bucketName]')) });
    expect(made.runbooks[0]?.parameters).toEqual({ accessKeyId: [KEY], sourceIp: ['198.51.100.7'] });
  });

  it('is asked about 50 values of a name; the others are listed as dropped, behind those of the alarm', () => {
    const all = Array.from({ length: 52 }, (_, index) => `AKIAEXAMPLE000000${String(index).padStart(3, '0')}`);
    const before = { name: 'sourceIp', value: '1.2.3', reason: 'is not a valid sourceIp' };
    const made = plan({ entities: { accessKeyId: all }, dropped: [before] });
    expect(made.runbooks[0]?.parameters.accessKeyId).toEqual(all.slice(0, 50));
    expect(made.dropped).toEqual([
      before,
      { name: 'accessKeyId', value: all[50], reason: 'is one of more than 50 values' },
      { name: 'accessKeyId', value: all[51], reason: 'is one of more than 50 values' },
    ]);
  });

  it("includes the alarm's own events", () => {
    expect(plan({ entities: { accessKeyId: [KEY], eventId: [EVENT] } }).eventIds).toEqual([EVENT]);
    expect(plan().eventIds).toEqual([]);
  });

  it('knows what the settings say of trust and of thresholds, and takes our own accounts for trusted', () => {
    const trusted = { accounts: ['777788889999', '111122223333'], networks: ['192.0.2.0/24'], roles: ['deployer'] };
    expect(plan({}, set({ trusted, thresholds: { minCount: 3 } })).constants).toEqual({
      trustedAccounts: ['111122223333', '777788889999'],
      trustedNetworks: ['192.0.2.0/24'],
      trustedRoles: ['deployer'],
      minCount: 3,
      minDistinctApis: 15,
    });
  });
});

describe('where nothing can run', () => {
  it('says how to choose a runbook by hand', () => {
    const nothing = () => plan({ kind: 'cloudwatch', type: 'CPU' });
    expect(nothing).toThrow(InputError);
    expect(nothing).toThrow("no runbook answers 'CPU'; run one by hand with --runbook ID");
  });

  it('says which values are missing', () => {
    const request = { runbooks: ['keys'], reason: 'audit' };
    const without = () => plan({ kind: 'manual', request, entities: {} });
    expect(without).toThrow('keys: the request has no accessKeyId\ngive the missing values with --param name=value');
  });
});

describe('the plan', () => {
  it('of a finding that comes again, with later activity, has the same id', () => {
    const again = { activity: { from: '2026-06-01T03:00:00Z', to: '2026-06-02T20:00:00Z' }, title: 'seen again' };
    const ids = [plan(), plan(again, { now: Date.parse('2026-07-01T00:00:00Z') })].map(({ id }) => id);
    expect(ids).toEqual(['20260601t043000z-af293b226313', '20260601t043000z-af293b226313']);
    expect(plan({ dedupKey: 'guardduty:111122223333:eu-west-1:another' }).id).not.toBe(ids[0]);
  });

  it.each([
    [15, '2026-06-03T00:17:00Z'],
    [60, '2026-06-03T01:02:00Z'],
  ])('with access for %i minutes ends at %s, 2 minutes allowed for the role to be seen', (minutes, deadline) => {
    expect(plan({}, set({ access: { minutes } })).access).toEqual({ minutes, deadline });
  });

  it('is the same for the same alarm at the same time', () => {
    expect(plan()).toEqual(plan());
  });
});
