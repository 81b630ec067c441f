import type { Alarm } from '../../lib/core/alarm.ts';
import type { Planning } from '../../lib/core/plan-for.ts';
import { parseSettings } from '../../lib/core/settings.ts';
import { catalogueWith } from './example-runbook.ts';

export const KEY = 'AKIAEXAMPLEEXAMPLE01';
export const EVENT = '00000000-0000-4000-8000-000000000001';

/** A finding about an access key, with parts replaced. */
export const alarmWith = (parts: Partial<Alarm> = {}): Alarm => ({
  kind: 'guardduty',
  type: 'UnauthorizedAccess:IAMUser/TorIPCaller',
  id: '1ab92989eaf0e742df4a014d5aaaaaaa',
  dedupKey: 'guardduty:111122223333:eu-west-1:1ab92989eaf0e742df4a014d5aaaaaaa',
  title: 'A call came from a Tor exit node.',
  severity: 'high',
  account: '111122223333',
  region: 'eu-west-1',
  activity: { from: '2026-06-01T03:00:00Z', to: '2026-06-01T04:00:00Z' },
  time: '2026-06-01T04:30:00Z',
  sample: false,
  entities: { accountId: ['111122223333'], region: ['eu-west-1'], accessKeyId: [KEY] },
  dropped: [],
  ...parts,
});

const KEYS = { front: ['parameters: [accessKeyId]', 'triggers: { guardduty: ["*:IAMUser/*"] }'] };

/** Two days after the alarm, one runbook about access keys, and the settings as they are when nobody sets any. */
export const planningWith = (parts: Partial<Planning> = {}): Planning => ({
  catalogue: catalogueWith(KEYS),
  settings: parseSettings({}, 'settings'),
  now: Date.parse('2026-06-03T00:00:00Z'),
  startedBy: 'test',
  ...parts,
});
