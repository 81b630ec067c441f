import type { Engine } from '../../../lib/core/ports.ts';
import { enginePortContract } from '../../contract/engine-port-contract.ts';
import { openAthena } from './opened.ts';

/** A pass has one statement, and an engine of its own; each other statement is the next pass. */
enginePortContract('athena', async (trail) => {
  const { engine, close } = await openAthena(trail);
  const passes = new Map<string, Engine>();
  let last = engine();
  return {
    engine: {
      collect: (plan, statement, grant) => {
        last = passes.get(JSON.stringify(statement)) ?? engine(passes.size + 1);
        passes.set(JSON.stringify(statement), last);
        return last.collect(plan, statement, grant);
      },
      ask: (evidence, question) => last.ask(evidence, question),
    },
    close,
  };
});
