import { coverageOf } from '../core/coverage.ts';
import type { Trail } from '../core/ports.ts';
import { listLogFiles } from './log-files.ts';

/** A trail whose files lie in a folder of this machine. */
export const folderTrail = (root: string): Trail => ({
  inventory: async (plan) => coverageOf(listLogFiles(root, plan.reads), plan),
});
