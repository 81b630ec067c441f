import { join } from 'node:path';
import type { Evidence } from '../../core/investigation.ts';
import { literalPath, pathList, quoted } from './log-reader.ts';
import { openSession, type Session } from './session.ts';

/** Records up to which evidence is held in memory; above it each question reads the Parquet file. */
export const IN_MEMORY = 100_000;

/**
 * Opens a session that has the table `evidence`, and can do nothing else: it reads no file but the evidence, writes none, and cannot be set
 * otherwise. What a question could ask for does not depend on how it was checked before.
 */
export async function openEvidence({ files, records }: Evidence, folder: string, signal: AbortSignal): Promise<Session> {
  const session = await openSession(signal);
  try {
    const paths = files.map((name) => join(folder, name));
    const isLarge = records > IN_MEMORY;
    await session.connection.run(`CREATE TEMP ${isLarge ? 'VIEW' : 'TABLE'} evidence AS SELECT * FROM read_parquet(${pathList(paths)})`);
    await lock(session, isLarge ? paths : []);
    return session;
  } catch (thrown) {
    session.close();
    throw thrown;
  }
}

async function lock({ connection }: Session, readable: readonly string[]): Promise<void> {
  // A view looks its files up by the pattern that it was made with, and opens them by path.
  const allowed = readable.flatMap((path) => [path, literalPath(path)]).map(quoted);
  await connection.run(`SET allowed_paths = [${allowed.join(', ')}]`);
  await connection.run('SET enable_external_access = false');
  await connection.run('SET lock_configuration = true');
}
