import type { Check, Cloud, Deployed, Execution, LoadCloud, RoleSeen, Where } from '../../lib/cli/cloud.ts';
import type { Happening } from '../../lib/core/happening.ts';

export const ID = '20261124t120000z-0123456789ab';
const STARTED = '2026-11-24T12:00:00Z';

/** For commands that have no business on AWS. */
export const noCloud: LoadCloud = async () => {
  throw new Error('this command line must not speak to AWS');
};

/** What a deployment holds. A list of lists is what one look after the other sees; the last one stays. */
interface Holding {
  readonly executions?: readonly Execution[];
  readonly looks?: readonly (Execution | undefined)[];
  readonly happenings?: readonly (readonly Happening[])[];
  readonly roles?: readonly (readonly RoleSeen[])[];
  /** Texts by `<id>/<name>`. */
  readonly files?: Readonly<Record<string, string>>;
  readonly checks?: readonly Check[];
  readonly onPause?: () => void;
}

export const running: Execution = { id: ID, status: 'running', started: STARTED };
export const succeeded: Execution = { ...running, status: 'succeeded', ended: '2026-11-24T12:05:00Z' };

/** What comes next, and in the end the same again. */
function inTurn<T>(values: readonly T[], otherwise: T): () => T {
  let at = 0;
  return () => values[Math.min(at++, values.length - 1)] ?? otherwise;
}

/** A deployment that is all in memory, and remembers what was asked of it. */
export function fakeCloud({ executions = [], looks = [], happenings = [], roles = [], files = {}, checks = [], onPause }: Holding) {
  const asked: unknown[][] = [];
  const [nextLook, nextHappenings, nextRoles] = [inTurn(looks, undefined), inTurn(happenings, []), inTurn(roles, [])];
  const deployed: Deployed = {
    region: 'eu-west-1',
    pageOf: (id) => `https://console.example/${id}`,
    caller: async () => 'arn:aws:iam::111122223333:user/on-call',
    start: async (id, input) => void asked.push(['start', id, JSON.parse(input)]),
    execution: async () => nextLook(),
    executions: async (wanted) => {
      asked.push(['executions', wanted]);
      return executions;
    },
    happenings: async () => nextHappenings(),
    stop: async (id, cause) => void asked.push(['stop', id, cause]),
    roles: async () => nextRoles(),
    folder: (id, { most } = { most: Number.POSITIVE_INFINITY }) => ({
      get: async (name) => ((files[`${id}/${name}`]?.length ?? 0) > most ? undefined : files[`${id}/${name}`]),
    }),
    copyFile: async (id, name, path) => void asked.push(['copyFile', id, name, path]),
    copyFolder: async (id, path) => void asked.push(['copyFolder', id, path]),
    pause: async (milliseconds) => {
      asked.push(['pause', milliseconds]);
      onPause?.();
    },
  };
  const cloud: Cloud = {
    deployment: async (where: Where) => {
      asked.push(['deployment', where]);
      return deployed;
    },
    caller: async () => ({ arn: 'arn:aws:iam::111122223333:user/on-call', account: '111122223333', partition: 'aws' }),
    examine: async function* (where, { trail }) {
      asked.push(['examine', where, trail.bucket]);
      yield* checks;
    },
  };
  return { asked, load: async () => cloud, of: (name: string) => asked.filter(([first]) => first === name) };
}
