import { setTimeout } from 'node:timers/promises';

/** Time, as everything that talks to AWS takes it: milliseconds since 1970, and a pause of so many milliseconds. Tests put their own in. */
export const clock = {
  now: (): number => Date.now(),
  sleep: async (milliseconds: number): Promise<void> => {
    await setTimeout(milliseconds);
  },
};
