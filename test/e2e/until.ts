import { setTimeout } from 'node:timers/promises';

/** Asks again and again until there is something. Throws after so many seconds, with what was waited for. */
export async function until<T>(what: string, ask: () => Promise<T | undefined> | T | undefined, seconds = 60): Promise<T> {
  const end = performance.now() + seconds * 1000;
  for (;;) {
    const found = await ask();
    if (found !== undefined) return found;
    if (performance.now() > end) throw new Error(`${what}: not within ${seconds} seconds`);
    await setTimeout(100);
  }
}
