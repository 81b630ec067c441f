import type { Answer, Evidence, Question } from '../../core/investigation.ts';
import { ask } from './ask.ts';
import { IN_MEMORY, openEvidence } from './evidence-session.ts';

/** Who answers questions about evidence. */
interface Desk {
  readonly ask: (question: Question) => Promise<Answer>;
  readonly close: () => Promise<void>;
}

/**
 * Opens sessions that answer side by side, each its questions one after the other: most of a question's time goes into planning it, on one
 * core. Large evidence has one session, which may need all of the memory.
 */
export function openDesks(evidence: Evidence, folder: string, signal: AbortSignal): Desk {
  const first = openDesk(evidence, folder, signal);
  if (evidence.records > IN_MEMORY) return first;
  const second = openDesk(evidence, folder, signal);
  let turn = second;
  return {
    ask: (question) => {
      turn = turn === first ? second : first;
      return turn.ask(question);
    },
    close: async () => {
      await Promise.all([first.close(), second.close()]);
    },
  };
}

function openDesk(evidence: Evidence, folder: string, signal: AbortSignal): Desk {
  const session = openEvidence(evidence, folder, signal);
  let last: Promise<unknown> = session.catch(() => undefined);
  return {
    ask: (question) => {
      const answer = last.then(async () => ask(await session, question));
      last = answer.catch(() => undefined);
      return answer;
    },
    close: async () => {
      await last;
      // One that did not open has nothing to close, and whoever asked has been told.
      await session.then((open) => open.close()).catch(() => undefined);
    },
  };
}
