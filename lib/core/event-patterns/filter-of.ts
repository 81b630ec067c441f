/** One alternative of a field in an event pattern. */
export type Filter = string | Readonly<Record<string, unknown>>;

/**
 * A glob as a filter, letters as they are written: EventBridge User Guide, "Comparison operators". Two `*` in a row are refused there; the
 * empty prefix is any text.
 */
export function filterOf(glob: string): Filter {
  const shape = shapeOf(glob);
  return shape.kind === 'exact' ? shape.text : { [shape.kind]: shape.text };
}

/**
 * A glob as a filter for letters of either case; undefined where it is any text, which needs no filter, and where `*` stands inside:
 * `wildcard` is the one operator that cannot ignore case.
 */
export function filterOfAnyCase(glob: string): Filter | undefined {
  const { kind, text } = shapeOf(glob);
  if (kind === 'wildcard' || text === '') return undefined;
  const anyCase = { 'equals-ignore-case': text };
  return kind === 'exact' ? anyCase : { [kind]: anyCase };
}

interface Shape {
  readonly kind: 'exact' | 'prefix' | 'suffix' | 'wildcard';
  readonly text: string;
}

function shapeOf(glob: string): Shape {
  const text = glob.replace(/\*+/g, '*');
  const stars = text.split('*').length - 1;
  if (stars === 0) return { kind: 'exact', text };
  if (stars === 1 && text.endsWith('*')) return { kind: 'prefix', text: text.slice(0, -1) };
  if (stars === 1 && text.startsWith('*')) return { kind: 'suffix', text: text.slice(1) };
  return { kind: 'wildcard', text: text.replaceAll('\\', '\\\\') };
}
