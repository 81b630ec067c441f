import { runbookOf } from './compose.ts';
import { entriesOf } from './entity.ts';
import type { Answer } from './investigation.ts';
import type { PlannedRunbook } from './plan.ts';
import type { Context, Finding } from './report.ts';
import type { Answered } from './round.ts';
import type { Catalogue, Runbook, Step } from './runbook/runbook.ts';

/** One answer with the step that asked for it. */
export interface Result {
  readonly planned: PlannedRunbook;
  readonly runbook: Runbook;
  readonly step: Step;
  readonly answer: Answer;
}

/** Pairs each answer with its step. */
export function resultsOf(answered: readonly Answered[], catalogue: Catalogue): Result[] {
  return answered.flatMap(({ planned, answers }) => {
    const runbook = runbookOf(planned, catalogue);
    return answers.flatMap((answer) => {
      const step = runbook.steps.find(({ id }) => id === answer.step);
      return step === undefined ? [] : [{ planned, runbook, step, answer }];
    });
  });
}

const shownOf = ({ planned, runbook, step }: Result, answer: Answer & { kind: 'rows' }) => ({
  runbook: runbook.id,
  about: entriesOf(planned.parameters)
    .map(([name, values]) => `${name} ${values.join(', ')}`)
    .join('; '),
  step: step.id,
  title: step.title,
  text: step.text,
  columns: answer.columns,
  rows: answer.rows,
  truncated: answer.truncated,
  lookFor: step.lookFor,
});

/** A finding, if the step should have no rows and has some. */
export function findingOf(result: Result): Finding[] {
  const { answer, step, runbook } = result;
  if (answer.kind === 'failed' || step.mark.kind === 'context' || answer.rows.length === 0) return [];
  const { next, falsePositives } = runbook.outputs;
  return [{ ...shownOf(result, answer), severity: step.mark.severity, next, falsePositives }];
}

/** What a context step showed, be it nothing. */
export function contextOf(result: Result): Context[] {
  const { answer, step, runbook } = result;
  if (answer.kind === 'failed' || step.mark.kind === 'finding') return [];
  return [{ ...shownOf(result, answer), empty: runbook.outputs.empty }];
}
