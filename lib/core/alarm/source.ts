import { ENTITIES, type EntityName } from '../entity.ts';

/** A value that may become an entity, once it has passed its rule. */
export type Candidate = readonly [name: EntityName, value: unknown];

/** Where an entity stands in an alarm: the paths to it, and which part of the text it is where it is not all of it ('' = none). */
export type Source = readonly [name: EntityName, path: string, part?: (text: string) => string];

/** What stands at the sources. */
export const candidatesAt = (root: unknown, sources: readonly Source[]): Candidate[] =>
  sources.flatMap(([name, path, part]) => valuesAt(root, path).map((value): Candidate => [name, partOf(value, part)]));

/** The part of a value that is written like an ARN or a name. Anything else stays whole, to be dropped: a part of it would be a repair. */
export const partOf = (value: unknown, part: Source[2]): unknown =>
  part !== undefined && typeof value === 'string' && ENTITIES.resourceId.test(value) ? part(value) : value;

/** What stands at the sources of each resource's own type; resources of other types give nothing. */
export const candidatesByType = (
  resources: readonly unknown[],
  typeOf: string,
  table: ReadonlyMap<unknown, readonly Source[]>,
): Candidate[] => resources.flatMap((resource) => candidatesAt(resource, table.get(valuesAt(resource, typeOf)[0]) ?? []));

/** All values at `a.b.c`. Lists on the way are walked through, `*` is any key, and `x | y` is y where x has no value. */
export function valuesAt(root: unknown, path: string): unknown[] {
  for (const alternative of path.split(' | ')) {
    const values = alternative.split('.').reduce(step, walkable(root));
    if (values.length > 0) return values;
  }
  return [];
}

const step = (values: readonly unknown[], key: string): unknown[] =>
  values.flatMap((value) => {
    if (!isObject(value)) return [];
    if (key === '*') return Object.values(value).flatMap(walkable);
    return Object.hasOwn(value, key) ? walkable(value[key]) : [];
  });

const walkable = (value: unknown): unknown[] => (Array.isArray(value) ? value : value === null ? [] : [value]);

/** Whether a value is a JSON object, not a list. */
export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
