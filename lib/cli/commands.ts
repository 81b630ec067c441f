import type { Command } from './command.ts';
import { investigateCommand } from './investigate.ts';
import type { Machine } from './machine.ts';
import { planCommand } from './plan.ts';
import { replayCommand } from './replay.ts';
import { listCommand, newCommand, showCommand } from './runbooks.ts';
import { lintCommand, testCommand } from './runbooks-check.ts';

/** Every command, in the order of the help. */
export const commandsFor = (machine: Machine): Command[] =>
  [investigateCommand, planCommand, replayCommand, listCommand, showCommand, lintCommand, testCommand, newCommand].map((make) =>
    make(machine),
  );
