import type { Coverage, Evidence, RolePolicies } from '../../lib/core/investigation.ts';
import type { Plan } from '../../lib/core/plan.ts';
import { planFor } from '../../lib/core/plan-for.ts';
import type { World } from '../../lib/core/world.ts';
import { alarmWith, planningWith } from './example-alarm.ts';
import { catalogueWith, stepText } from './example-runbook.ts';

export const NEW_KEY = 'AKIAEXAMPLEBACKDOOR1';

/** A runbook of two steps whose first one leads to another round. */
export const catalogue = catalogueWith({
  id: 'keys',
  front: ['parameters: [accessKeyId]', 'triggers: { guardduty: ["*"] }', 'next: [{ runbook: keys, parameters: { accessKeyId: new_key } }]'],
  steps: [stepText('New keys', { mark: 'finding (high)' }), stepText('Timeline')],
});
export const plan: Plan = planFor(alarmWith(), planningWith({ catalogue }));

export const evidence: Evidence = {
  files: ['evidence/pass-1.parquet'],
  records: 3,
  read: { files: 2, bytes: 1000, seconds: 1 },
  problems: [],
  found: [],
  dataEvents: [],
};
export const coverage: Coverage = { layout: 'partitioned', files: 2, bytes: 1000, partitions: [], missing: [], newest: [] };
export const policies: RolePolicies = {
  trust: { Version: '2012-10-17', Statement: [] },
  permissions: { Version: '2012-10-17', Statement: [] },
  widened: [],
};

/** What a test does at a call: fail, stop the work, or nothing. */
export type Meddle = (call: string) => void;

/** A world in which everything works, unless `meddle` throws. `calls` are the calls of the ports in their order, `files` what was put. */
export function fakeWorld(meddle: Meddle = () => {}, signal?: AbortSignal) {
  const calls: string[] = [];
  const files = new Map<string, unknown>();
  const called = async <T>(call: string, answer: T): Promise<T> => {
    calls.push(call);
    meddle(call);
    return answer;
  };
  const receipt = { kind: 'role', revoked: '2026-06-03T00:01:00Z', gone: true, proof: 'It is not listed.' } as const;
  const deadline = plan.access.deadline;
  const world: World = {
    catalogue,
    trail: { inventory: () => called('inventory', coverage) },
    engine: {
      collect: () => called('collect', evidence),
      ask: (_, { step, statement }) => {
        const row = step === 'new-keys' ? [[NEW_KEY, 'e1']] : [];
        const columns = ['new_key', 'eventid'];
        return called(`ask ${step}`, { kind: 'rows', step, statement, columns, rows: row, truncated: false, bytes: 0, seconds: 0 });
      },
    },
    access: {
      grant: () => called('grant', { kind: 'role', granted: '2026-06-03T00:00:00Z', deadline, policies }),
      revoke: () => called('revoke', receipt),
    },
    outbox: { publish: () => called('publish', ['mail']) },
    folder: {
      put: async (name, text) => {
        await called(`put ${name}`, undefined);
        files.set(name, JSON.parse(text));
      },
      get: async (name) => (files.has(name) ? JSON.stringify(files.get(name)) : undefined),
      seal: () => called('seal', undefined),
    },
    now: () => Date.parse('2026-06-03T00:02:00Z'),
    versions: { trailwarden: '0.1.0' },
    ...(signal === undefined ? {} : { signal }),
  };
  return { world, calls, files };
}

/** Throws at the call of that name, each time or only the nth. */
export function failingAt(name: string, nth?: number): Meddle {
  let seen = 0;
  return (call) => {
    if (call !== name) return;
    seen += 1;
    if (nth === undefined || nth === seen) throw new Error(`${name} broke`);
  };
}
