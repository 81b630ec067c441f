// Investigates every shared case both ways, by the command line's way and through the synthesized state machine, and compares the reports.
import { existsSync, globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { comparable, locally, throughMachine } from '../test/machine/both-ways.ts';

const CASES = '../shared/data/cases';
const alarms = globSync(`${CASES}/*/alarm-*.json`).toSorted();
if (!existsSync(CASES)) console.log(`skipped: there are no cases in ${CASES}`);

const different: string[] = [];
for (const alarm of alarms) {
  const into = mkdtempSync(join(tmpdir(), 'trailwarden-same-'));
  const name = `${basename(dirname(alarm))} ${basename(alarm, '.json')}`;
  try {
    const one = { alarm, logs: join(dirname(alarm), 'logs'), into };
    const [local, machine] = [comparable(await locally(one)), comparable(await throughMachine(one))];
    const parts = Object.keys(local).filter((part) => !isDeepStrictEqual(Reflect.get(local, part), Reflect.get(machine, part)));
    if (parts.length > 0) different.push(`${name}: ${parts.join(', ')}`);
  } catch (thrown) {
    different.push(`${name}: ${String(thrown)}`);
  } finally {
    rmSync(into, { recursive: true, force: true });
  }
}
for (const one of different) console.log(`differs: ${one}`);
console.log(`${alarms.length - different.length} of ${alarms.length} investigations give the same report both ways`);
process.exitCode = different.length === 0 ? 0 : 1;
