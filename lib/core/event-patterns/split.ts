import { InputError } from '../errors.ts';
import type { EventRule } from '../event-patterns.ts';
import type { Filter } from './filter-of.ts';

/** Characters of a pattern as JSON: EventBridge User Guide, "Quotas". */
const LONGEST = 2048;

/** A rule whose pattern has one list of alternatives. */
export interface Splittable extends Omit<EventRule, 'pattern'> {
  readonly alternatives: readonly Filter[];
  readonly patternOf: (alternatives: readonly Filter[]) => EventRule['pattern'];
}

/** As few rules as its pattern fits into: `iam`, `iam-2`, ... */
export function split({ alternatives, patternOf, ...rule }: Splittable): EventRule[] {
  const parts: Filter[][] = [];
  for (const alternative of alternatives) {
    const last = parts.at(-1);
    if (last !== undefined && fits(patternOf([...last, alternative]))) last.push(alternative);
    else if (fits(patternOf([alternative]))) parts.push([alternative]);
    else throw new InputError(`the trigger ${JSON.stringify(alternative).slice(0, 100)} is too long for an event pattern; shorten it`);
  }
  return parts.map((part, index) => ({ ...rule, id: index === 0 ? rule.id : `${rule.id}-${index + 1}`, pattern: patternOf(part) }));
}

const fits = (pattern: EventRule['pattern']): boolean => JSON.stringify(pattern).length <= LONGEST;
