import { clock } from '../clock.ts';

/** How long to wait for IAM, which shows a change everywhere within seconds as a rule, and how often. */
interface Patience {
  readonly tries: number;
  readonly pause: number;
  /** Whether an error may pass by itself. */
  readonly isPassing: (thrown: unknown) => boolean;
}

/** Does something until it works, an error comes that will not pass, or the tries are used up: the last error is thrown. */
export async function patiently<T>({ tries, pause, isPassing }: Patience, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (thrown) {
    if (tries <= 1 || !isPassing(thrown)) throw thrown;
    await clock.sleep(pause);
    return patiently({ tries: tries - 1, pause, isPassing }, act);
  }
}
