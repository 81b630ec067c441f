import { clock } from '../../lib/aws/clock.ts';

const { now: realNow, sleep: realSleep } = clock;
const { Date: RealDate, setTimeout: realSetTimeout, clearTimeout: realClearTimeout } = globalThis;

interface Timer {
  readonly at: number;
  readonly ring: () => void;
}

/** Time that passes only when everything waits for it: hours go by in milliseconds, in the same order every time. */
export interface VirtualTime {
  readonly now: () => number;
  readonly pause: (milliseconds: number) => Promise<void>;
  /** Lets time pass until this is done. */
  readonly until: <T>(task: Promise<T>) => Promise<T>;
  /** Lets time pass until nothing waits any more, or for so long. */
  readonly quiet: (milliseconds?: number) => Promise<void>;
  readonly uninstall: () => void;
}

/** Puts virtual time in the place of the product's clock, of timers and of dates, until it is uninstalled. */
export function virtualTime(start: number): VirtualTime {
  let now = start;
  const timers = new Set<Timer>();
  const add = (milliseconds: number, ring: () => void): Timer => {
    const timer = { at: now + Math.max(0, milliseconds), ring };
    timers.add(timer);
    return timer;
  };
  const pause = (milliseconds: number) => new Promise<void>((resolve) => void add(milliseconds, resolve));
  const step = (latest: number): boolean => {
    let next: Timer | undefined;
    for (const timer of timers) if (next === undefined || timer.at < next.at) next = timer;
    if (next === undefined || next.at > latest) return false;
    timers.delete(next);
    now = Math.max(now, next.at);
    next.ring();
    return true;
  };
  const quiet = async (milliseconds = Number.POSITIVE_INFINITY) => {
    const latest = now + milliseconds;
    do await settled();
    while (step(latest));
    if (Number.isFinite(latest)) now = latest;
  };
  Object.assign(clock, { now: () => now, sleep: pause });
  Object.assign(globalThis, {
    Date: dateOf(() => now),
    setTimeout: (ring: () => void, milliseconds = 0) => add(milliseconds, ring),
    clearTimeout: (timer: Timer | undefined) => timer !== undefined && timers.delete(timer),
  });
  return { now: () => now, pause, until: (task) => until(task, step), quiet, uninstall };
}

function uninstall(): void {
  Object.assign(clock, { now: realNow, sleep: realSleep });
  Object.assign(globalThis, { Date: RealDate, setTimeout: realSetTimeout, clearTimeout: realClearTimeout });
}

/** A Date that is the real one but for what it is without being told. */
const dateOf = (now: () => number): DateConstructor =>
  new Proxy(RealDate, {
    construct: (target, parts, made) => Reflect.construct(target, parts.length === 0 ? [now()] : parts, made),
    get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
  });

async function until<T>(task: Promise<T>, step: (latest: number) => boolean): Promise<T> {
  let isDone = false;
  const done = () => {
    isDone = true;
  };
  task.then(done, done);
  await settled();
  while (!isDone) {
    if (!step(Number.POSITIVE_INFINITY)) throw new Error('this waits for something that time does not bring');
    await settled();
  }
  return task;
}

/** All that can go on without time passing has gone on. */
const settled = () => new Promise<void>((resolve) => void setImmediate(resolve));
