import type { EnginePaths, Machine, OpenEngine } from './machine.ts';
import type { Terminal } from './terminal.ts';

/** What a command runs on. */
export interface Surroundings {
  readonly machine: Machine;
  readonly terminal: Terminal;
}

/** Opens an engine for as long as `use` takes, however that ends. */
export async function withEngine<T>(
  paths: EnginePaths,
  { machine, terminal }: Surroundings,
  use: (engine: OpenEngine) => Promise<T>,
): Promise<T> {
  const engine = await machine.engine(paths, terminal.signal);
  try {
    return await use(engine);
  } finally {
    await engine.close();
  }
}
