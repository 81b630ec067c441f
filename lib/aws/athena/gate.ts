/** Lets so many pieces of work go on at once, and the others wait for their turn. */
export function gate(atOnce: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let inside = 0;
  return async (work) => {
    if (inside === atOnce) await new Promise<void>((enter) => waiting.push(enter));
    else inside++;
    try {
      return await work();
    } finally {
      // Whoever waits takes over this place.
      const enter = waiting.shift();
      if (enter === undefined) inside--;
      else enter();
    }
  };
}
