import { isPattern, matchesFilter, type Pattern, PatternError } from './event-filter.ts';

/**
 * Whether EventBridge would hand an event to a rule: EventBridge User Guide, "Event patterns" and "Comparison operators". Every field of the
 * pattern has to be met; a list in the event is met by one of its members; members of a list of objects are looked at one by one.
 */
export function matchesPattern(pattern: Pattern, event: unknown): boolean {
  if (Array.isArray(event)) return event.some((one) => isPattern(one) && matchesPattern(pattern, one));
  return Object.entries(pattern).every(([field, wanted]) => matchesField(field, wanted, event));
}

function matchesField(field: string, wanted: unknown, event: unknown): boolean {
  if (field === '$or') return alternativesOf(wanted).some((alternative) => matchesPattern(alternative, event));
  const value = isPattern(event) && Object.hasOwn(event, field) ? event[field] : undefined;
  if (isPattern(wanted)) return matchesPattern(wanted, value);
  if (!Array.isArray(wanted) || wanted.length === 0) throw new PatternError(`'${field}' needs an object or a list with something in it`);
  return wanted.some((filter) => matchesLeaf(filter, value));
}

/** Objects are no leaves: a filter meets texts, numbers, booleans, null and lists of these. */
function matchesLeaf(filter: unknown, value: unknown): boolean {
  const leaves = (Array.isArray(value) ? value : [value]).filter((leaf) => !isPattern(leaf) && leaf !== undefined);
  if (isPattern(filter) && 'exists' in filter) return leaves.length > 0 === filter.exists;
  return leaves.some((leaf) => matchesFilter(filter, leaf));
}

function alternativesOf(wanted: unknown): Pattern[] {
  if (Array.isArray(wanted) && wanted.length >= 2 && wanted.every(isPattern)) return wanted;
  throw new PatternError('$or needs a list of two objects or more');
}
