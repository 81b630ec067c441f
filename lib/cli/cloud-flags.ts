import { InputError } from '../core/errors.ts';
import { shellWord } from '../core/rerun.ts';
import type { Deployed, LoadCloud, Where } from './cloud.ts';
import type { Flag } from './command.ts';
import type { Given } from './given.ts';

const DEFAULT_STACK = 'Trailwarden';

/** The flags that say which deployment is meant. */
export const CLOUD_FLAGS = {
  stack: { type: 'string', value: 'NAME', about: `The deployed stack (default: ${DEFAULT_STACK})` },
  region: { type: 'string', value: 'REGION', about: 'Its Region (default: AWS_REGION, then that of the profile)' },
  profile: { type: 'string', value: 'NAME', about: 'Profile of the credentials (default: AWS_PROFILE, then the usual chain)' },
} as const satisfies Record<string, Flag>;

/** Reads those flags. */
export function whereOf(given: Given): Where {
  const stack = given.text('stack') ?? DEFAULT_STACK;
  if (!/^[A-Za-z][A-Za-z0-9-]{0,127}$/.test(stack))
    throw new InputError(`--stack '${stack}' is not the name of a stack, such as Trailwarden`);
  const region = given.text('region');
  if (region !== undefined && !/^[a-z]{2}(-[a-z]+)+-\d$/.test(region)) {
    throw new InputError(`--region '${region}' is not a Region like eu-west-1`);
  }
  return { stack, region, profile: given.text('profile') };
}

/** The deployment that the flags mean. */
export const deployedFor = async (given: Given, load: LoadCloud): Promise<Deployed> => (await load()).deployment(whereOf(given));

/** A command about the same deployment, to copy. */
export function commandAbout(given: Given, words: string): string {
  const same = Object.keys(CLOUD_FLAGS).flatMap((name) => {
    const value = given.text(name);
    return value === undefined ? [] : [`--${name} ${shellWord(value)}`];
  });
  return ['trailwarden', words, ...same].join(' ');
}

/** The id that a command was given: also the name of a folder and of an execution, so nothing else may stand there. */
export function idIn({ words: [id = ''] }: Given): string {
  if (/^[a-z0-9-]{2,48}$/.test(id)) return id;
  throw new InputError(`'${id}' is not the id of an investigation, such as 20261118t022137z-71859c451d62 ('trailwarden list' shows them)`);
}
