import type { Question } from './question.ts';

/** What befalls the next `times` requests for an action: an error that the service answers instead of working, or a wait before it works. */
export type Fault = { readonly action: string; readonly resource?: string; readonly times: number } & (
  | { readonly kind: 'error'; readonly status: number; readonly code: string; readonly message: string }
  | { readonly kind: 'slow'; readonly milliseconds: number }
);

/** Faults that wait for a request. */
export interface Faults {
  inject(fault: Fault): void;
  /** The fault that a request meets, which thereby is over by one time. */
  take(questions: readonly Question[]): Fault | undefined;
  clear(): void;
}

/** None at first. */
export function noFaults(): Faults {
  let waiting: Fault[] = [];
  return {
    inject: (fault) => {
      waiting.push(fault);
    },
    take: (questions) => {
      const met = waiting.find((fault) => questions.some((question) => isMet(fault, question)));
      if (met === undefined) return undefined;
      waiting = waiting.flatMap((fault) => (fault !== met ? [fault] : fault.times > 1 ? [{ ...fault, times: fault.times - 1 }] : []));
      return met;
    },
    clear: () => {
      waiting = [];
    },
  };
}

const isMet = ({ action, resource }: Fault, question: Question): boolean =>
  question.action === action && (resource === undefined || resource === question.resource);
