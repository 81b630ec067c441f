import { GetExecutionHistoryCommand, type HistoryEvent, type SFNClient } from '@aws-sdk/client-sfn';
import * as z from 'zod';
import type { Happening } from '../../core/happening.ts';
import { permitted } from './refused.ts';

/** Everything that an execution did so far, oldest first, as far as it tells people how far it is. */
export async function historyOf(executionArn: string, sfn: SFNClient): Promise<Happening[]> {
  const happenings: Happening[] = [];
  let nextToken: string | undefined;
  do {
    const page = await permitted('states:GetExecutionHistory', () =>
      sfn.send(new GetExecutionHistoryCommand({ executionArn, maxResults: 1000, ...(nextToken === undefined ? {} : { nextToken }) })),
    );
    happenings.push(...(page.events ?? []).flatMap(happeningOf));
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return happenings;
}

type Told = (event: HistoryEvent) => Happening | undefined;

/** Types of events and what they tell; the rest is between two of these. Source: Step Functions API Reference, "HistoryEvent". */
const TOLD: readonly (readonly [type: RegExp, told: Told])[] = [
  [/StateEntered$/, (event) => inState('entered', event, event.stateEnteredEventDetails?.name)],
  [/StateExited$/, (event) => inState('left', event, event.stateExitedEventDetails?.name)],
  [/^(LambdaFunction|Task)Succeeded$/, (event) => ({ at: atOf(event), kind: 'worked' })],
  [/^(LambdaFunction|Task)(Failed|TimedOut|ScheduleFailed|StartFailed|SubmitFailed)$/, broke],
  [/^MapStateFailed$/, broke],
  [/^MapStateStarted$/, (event) => ({ at: atOf(event), kind: 'split', parts: event.mapStateStartedEventDetails?.length ?? 0 })],
  [/^MapIteration(Succeeded|Failed|Aborted)$/, (event) => ({ at: atOf(event), kind: 'part' })],
];

function happeningOf(event: HistoryEvent): Happening[] {
  const told = TOLD.find(([type]) => type.test(event.type ?? ''))?.[1](event);
  return told === undefined ? [] : [told];
}

const atOf = ({ timestamp }: HistoryEvent): string => `${(timestamp ?? new Date(0)).toISOString().slice(0, 19)}Z`;

const inState = (kind: 'entered' | 'left', event: HistoryEvent, state: string | undefined): Happening | undefined =>
  state === undefined ? undefined : { at: atOf(event), kind, state };

function broke(event: HistoryEvent): Happening {
  const details = Object.entries(event).find(([name, value]) => name.endsWith('EventDetails') && value !== undefined)?.[1];
  const parsed = Details.safeParse(details);
  const { error, cause } = parsed.success ? parsed.data : {};
  return { at: atOf(event), kind: 'broke', error: failureOf(error ?? event.type, cause) };
}

const Details = z.object({ error: z.string().optional(), cause: z.string().optional() });
const LambdaCause = z.object({ errorMessage: z.string() });

/** An error in one line. Of a Lambda the cause is JSON, with the message beside a stack. Source: Lambda, "Function errors in Node.js". */
export function failureOf(error: string | undefined, cause: string | undefined): string {
  const parsed = LambdaCause.safeParse(jsonOf(cause));
  const message = parsed.success ? parsed.data.errorMessage : cause;
  return [error, message?.split('\n', 1)[0]?.slice(0, 500)].filter((part) => part !== undefined && part !== '').join(': ');
}

function jsonOf(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}
