// Loaded before the code of each emulated function: what pauses for IAM does so on the clock of the emulated waits. The short pauses
// between two looks at a query stay as they are, because queries take their real time here.
import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers/promises';

const LONG = 5000;
const scale = Number(process.env.SFN_WAIT_SCALE ?? 1);
const { setTimeout } = timers;

timers.setTimeout = <T>(milliseconds = 0, value?: T, options?: Parameters<typeof setTimeout>[2]): Promise<T> =>
  setTimeout(milliseconds > LONG ? milliseconds * scale : milliseconds, value, options);
syncBuiltinESMExports();
