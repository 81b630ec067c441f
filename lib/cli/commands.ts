import type { Command } from './command.ts';
import { investigateCommand } from './investigate.ts';
import type { Machine } from './machine.ts';
import { planCommand } from './plan.ts';
import { replayCommand } from './replay.ts';
import { lintCommand } from './runbooks-lint.ts';
import { listCommand } from './runbooks-list.ts';
import { newCommand } from './runbooks-new.ts';
import { showCommand } from './runbooks-show.ts';
import { testCommand } from './runbooks-test.ts';
import { versionCommand } from './version.ts';

const COMMANDS = [
  investigateCommand,
  planCommand,
  replayCommand,
  listCommand,
  showCommand,
  lintCommand,
  testCommand,
  newCommand,
  versionCommand,
];

/** Every command, in the order of the help. */
export const commandsFor = (machine: Machine): Command[] => COMMANDS.map((make) => make(machine));
