import { exampleId, exampleUnique, type Role, type Session, type User } from './identities.ts';
import { BASE36, type Random, random } from './random.ts';
import type { Bucket } from './s3.ts';

/** Who and what lives in one account, the same in every file of it. */
export interface Population {
  readonly account: string;
  readonly roles: readonly Role[];
  readonly users: readonly { readonly user: User; readonly key: string; readonly ip: string }[];
  readonly sessions: readonly (Session & { readonly ip: string })[];
  readonly buckets: readonly Bucket[];
}

const ROLE_NAMES = ['eks-node', 'app-backend', 'lambda-exec', 'ci-deployer', 'data-pipeline', 'glue-job', 'ecs-task', 'ops-admin'];
const USER_NAMES = ['svc-backup', 'svc-terraform', 'svc-metrics', 'breakglass', 'reporting'];
const DATA_SETS = ['logs', 'data', 'backup', 'artifacts', 'web'];

/** Peoples an account: many sessions of few roles, as in a real one, where one key rarely signs more than a few hundred calls. */
export function populate(account: string, region: string): Population {
  const chance = random(`population ${account} ${region}`);
  const named = (names: readonly string[], index: number) => `${names[index % names.length]}-${1 + Math.floor(index / names.length)}`;
  const roles = many(60, (index) => ({ account, name: named(ROLE_NAMES, index), id: exampleUnique('AROA', chance) }));
  return {
    account,
    roles,
    users: many(25, (index) => ({
      user: { account, name: named(USER_NAMES, index), id: exampleUnique('AIDA', chance) },
      key: exampleId('AKIA', chance),
      ip: `203.0.113.${chance.between(1, 254)}`,
    })),
    sessions: many(4000, () => session(chance.pick(roles), chance)),
    buckets: many(30, (index) => ({ account, region, name: `examplecorp-${named(DATA_SETS, index)}-${account.slice(-4)}` })),
  };
}

function session(role: Role, chance: Random) {
  const name = chance.chance(0.5) ? `i-0${chance.text(16)}` : `botocore-session-${chance.between(1_780_000_000, 1_782_000_000)}`;
  const ip = `10.${chance.between(0, 255)}.${chance.between(0, 255)}.${chance.between(1, 254)}`;
  return { role, name, key: exampleId('ASIA', chance), created: 0, ip };
}

const many = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index));

/** The key to find: its account, its user and the address that misuses it. */
export const leaked = (seed: string, account: string) => {
  const chance = random(`leaked ${seed}`);
  const user: User = { account, name: `svc-export-${chance.text(4, BASE36).toLowerCase()}`, id: exampleUnique('AIDA', chance) };
  return { user, key: exampleId('AKIA', chance), ip: `198.51.100.${chance.between(1, 254)}` };
};
