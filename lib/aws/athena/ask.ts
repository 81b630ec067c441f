import { Interrupted, messageOf } from '../../core/errors.ts';
import type { Answer, Question } from '../../core/investigation.ts';
import { readRows } from './read-rows.ts';
import { type Desk, runQuery } from './run-query.ts';
import { overEvidence } from './tables.ts';

/** Asks what a pass kept. What fails is an answer too; what was interrupted or stopped is none, and rejects. */
export async function ask(desk: Desk, pass: string, { step, statement, rowLimit }: Question): Promise<Answer> {
  const failed = (reason: string): Answer => ({ kind: 'failed', step, statement, reason });
  try {
    const asked = overEvidence(desk.place, { investigation: desk.id, pass }, statement);
    const ended = await runQuery(desk, { name: `${pass} ${step}`, statement: () => asked });
    if (ended.kind === 'failed') return failed(ended.reason);
    const { queryId, bytes, seconds } = ended;
    return { kind: 'rows', step, statement, ...(await readRows(desk.athena, { queryId, rowLimit })), bytes, seconds };
  } catch (thrown) {
    desk.signal?.throwIfAborted();
    if (thrown instanceof Interrupted) throw thrown;
    return failed(messageOf(thrown));
  }
}
