// Deploys the synthesized stack into an emulated AWS on this machine, and puts it through its good and its bad days. `npm run e2e`.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { emulatorPython, NoEmulator } from '../../test/emulator/python.ts';
import { runNode } from './run-node.ts';

/** Where the emulator cannot be had, that is said and is no failure of the product; a build server has to have it. */
const NOT_HERE = process.env.CI === undefined ? 3 : 1;

process.exitCode = await run();

async function run(): Promise<number> {
  try {
    process.stderr.write('the emulator: a moment, and half a minute the first time\n');
    await emulatorPython();
  } catch (thrown) {
    if (!(thrown instanceof NoEmulator)) throw thrown;
    process.stderr.write(`not run: ${thrown.message}\n`);
    return NOT_HERE;
  }
  const built = await runNode('scripts/build/build.ts');
  return built === 0 ? suite() : built;
}

/** Whatever it writes goes, unless it failed: then the emulator's log tells what the functions said. */
async function suite(): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'trailwarden-e2e-'));
  process.env.TMPDIR = folder;
  const code = await runNode('node_modules/vitest/vitest.mjs', 'run', '--config', 'vitest.e2e.config.ts', 'test/e2e/emulated.e2e.ts');
  if (code === 0) rmSync(folder, { recursive: true, force: true });
  else process.stderr.write(`the log of the emulator and its functions is in ${folder}\n`);
  return code;
}
