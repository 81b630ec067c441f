import { BlockList, isIP } from 'node:net';

/** What EventBridge would refuse when a rule is made. */
export class PatternError extends Error {}

export type Pattern = Readonly<Record<string, unknown>>;

export const isPattern = (value: unknown): value is Pattern => typeof value === 'object' && value !== null && !Array.isArray(value);

type Operator = (operand: unknown, value: unknown) => boolean;

/** Whether one alternative of a field meets a value; `exists` is the field's own business. */
export function matchesFilter(filter: unknown, value: unknown): boolean {
  if (!isPattern(filter)) return filter === value;
  const [[name, operand] = [], ...others] = Object.entries(filter);
  const operator = OPERATORS.get(name ?? '');
  if (operator === undefined || others.length > 0) throw new PatternError(`'${JSON.stringify(filter)}' is no filter`);
  return operator(operand, value);
}

/** An operator on texts, whose operand may be a list. */
const onText =
  (test: (text: string, operand: string) => boolean): Operator =>
  (operand, value) =>
    typeof value === 'string' && textsOf(operand).some((one) => test(value, one));

/** One that takes `{ "equals-ignore-case": ... }` as well. */
const onTextOfAnyCase = (test: (text: string, operand: string) => boolean): Operator => {
  const anyCase = onText((text, operand) => test(text.toLowerCase(), operand.toLowerCase()));
  const exact = onText(test);
  return (operand, value) => (isPattern(operand) ? anyCase(operand['equals-ignore-case'], value) : exact(operand, value));
};

function textsOf(operand: unknown): string[] {
  const texts = [operand].flat();
  if (texts.length > 0 && texts.every((text) => typeof text === 'string')) return texts;
  throw new PatternError(`${JSON.stringify(operand)} is neither a text nor a list of texts`);
}

function wildcard(text: string, glob: string): boolean {
  if (glob.includes('**')) throw new PatternError(`'${glob}' has two wildcards in a row`);
  const parts = glob.split(/(\\\\|\\\*|\*)/).map((part) => (part === '*' ? '.*' : RegExp.escape(part.replace(/^\\(?=[\\*]$)/, ''))));
  return new RegExp(`^${parts.join('')}$`, 's').test(text);
}

function cidr(text: string, network: string): boolean {
  const [address = '', bits = isIP(address) === 4 ? '32' : '128'] = network.split('/');
  if (isIP(text) === 0 || isIP(text) !== isIP(address)) return false;
  const family = isIP(address) === 4 ? 'ipv4' : 'ipv6';
  const list = new BlockList();
  list.addSubnet(address, Number(bits), family);
  return list.check(text, family);
}

const COMPARISONS: ReadonlyMap<unknown, (a: number, b: number) => boolean> = new Map([
  ['=', (a, b) => a === b],
  ['<', (a, b) => a < b],
  ['<=', (a, b) => a <= b],
  ['>', (a, b) => a > b],
  ['>=', (a, b) => a >= b],
]);

const numeric: Operator = (operand, value) => {
  if (!Array.isArray(operand) || ![2, 4].includes(operand.length)) throw new PatternError('numeric needs one or two comparisons');
  const pairs = [operand.slice(0, 2), operand.slice(2)].filter((pair) => pair.length === 2);
  return pairs.every(([comparison, bound]) => {
    const compare = COMPARISONS.get(comparison);
    if (compare === undefined || typeof bound !== 'number') throw new PatternError(`numeric ${JSON.stringify(operand)} compares nothing`);
    return typeof value === 'number' && compare(value, bound);
  });
};

const anythingBut: Operator = (operand, value) => (isPattern(operand) ? !matchesFilter(operand, value) : ![operand].flat().includes(value));

const OPERATORS: ReadonlyMap<string, Operator> = new Map([
  ['prefix', onTextOfAnyCase((text, operand) => text.startsWith(operand))],
  ['suffix', onTextOfAnyCase((text, operand) => text.endsWith(operand))],
  ['equals-ignore-case', onText((text, operand) => text.toLowerCase() === operand.toLowerCase())],
  ['wildcard', onText(wildcard)],
  ['cidr', onText(cidr)],
  ['numeric', numeric],
  ['anything-but', anythingBut],
]);
