import type { LoadCloud } from './cloud.ts';
import type { Command } from './command.ts';
import { doctorCommand } from './doctor.ts';
import { investigateCommand } from './investigate.ts';
import { investigationsCommand } from './list.ts';
import type { Machine } from './machine.ts';
import { planCommand } from './plan.ts';
import { replayCommand } from './replay.ts';
import { reportCommand } from './report.ts';
import { lintCommand } from './runbooks-lint.ts';
import { listCommand } from './runbooks-list.ts';
import { newCommand } from './runbooks-new.ts';
import { showCommand } from './runbooks-show.ts';
import { testCommand } from './runbooks-test.ts';
import { startCommand } from './start.ts';
import { stopCommand } from './stop.ts';
import { versionCommand } from './version.ts';
import { watchCommand } from './watch.ts';

const COMMANDS = [
  investigateCommand,
  planCommand,
  replayCommand,
  startCommand,
  watchCommand,
  reportCommand,
  investigationsCommand,
  stopCommand,
  doctorCommand,
  listCommand,
  showCommand,
  lintCommand,
  testCommand,
  newCommand,
  versionCommand,
];

/** Every command, in the order of the help. */
export const commandsFor = (machine: Machine, load: LoadCloud): Command[] => COMMANDS.map((make) => make(machine, load));
