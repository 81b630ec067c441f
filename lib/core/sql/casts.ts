import {
  ArrayTypeContext,
  type CastContext,
  DateTimeTypeContext,
  DoublePrecisionTypeContext,
  GenericTypeContext,
  RowTypeContext,
  type TypeConstructorContext,
  type TypeContext,
} from '#trino-grammar';
import type { Check, Scope } from './check.ts';
import { reported } from './names.ts';
import { nameIn, present, unquoted } from './tree.ts';
import {
  arrayOf,
  BIGINT,
  BOOLEAN,
  DATE,
  DOUBLE,
  IPADDRESS,
  JSON_TEXT,
  mapOf,
  nameOf,
  rowOf,
  TIMESTAMP,
  TIMESTAMPTZ,
  type Type,
  VARCHAR,
} from './type.ts';

/** The types that a runbook may name. */
const TYPES: ReadonlyMap<string, Type> = new Map([
  ['varchar', VARCHAR],
  ['bigint', BIGINT],
  ['integer', BIGINT],
  ['int', BIGINT],
  ['double', DOUBLE],
  ['boolean', BOOLEAN],
  ['date', DATE],
  ['json', JSON_TEXT],
  ['ipaddress', IPADDRESS],
]);

const KNOWN = `${[...TYPES.keys()].join(', ')}, timestamp, array(..), map(.., ..), row(..)`;

function genericType(tree: GenericTypeContext, check: Check): Type {
  const name = nameIn(tree.identifier());
  const inside = tree.typeParameter().flatMap((parameter) => present(parameter.type()).map((type) => typeNamed(type, check)));
  const [first, second] = inside;
  if (name === 'array' && first !== undefined) return arrayOf(first);
  if (name === 'map' && first !== undefined && second !== undefined) return mapOf(first, second);
  const type = TYPES.get(name);
  if (type !== undefined && tree.typeParameter().length === 0) return type;
  const remedy =
    name === 'varchar' ? 'a length cuts on Trino only; write VARCHAR, and substr where you mean to cut' : `use one of ${KNOWN}`;
  return reported(check, tree, `the type '${tree.getText()}' is not supported; ${remedy}`);
}

/** The type that a part of the SQL names. */
export function typeNamed(tree: TypeContext, check: Check): Type {
  if (tree instanceof GenericTypeContext) return genericType(tree, check);
  if (tree instanceof DoublePrecisionTypeContext) return DOUBLE;
  if (tree instanceof ArrayTypeContext) return arrayOf(typeNamed(tree.type(), check));
  if (tree instanceof DateTimeTypeContext && tree.KW_TIMESTAMP() !== null) return timestampType(tree);
  if (!(tree instanceof RowTypeContext)) return reported(check, tree, `the type '${tree.getText()}' is not supported; use one of ${KNOWN}`);
  return rowOf(
    tree.rowField().map((field) => {
      const name = field.identifier();
      return { name: name === null ? undefined : nameIn(name), type: typeNamed(field.type(), check) };
    }),
  );
}

const timestampType = (tree: DateTimeTypeContext): Type => (/withtimezone$/i.test(tree.getText()) ? TIMESTAMPTZ : TIMESTAMP);

const NUMBERS = ['bigint', 'decimal', 'double'];

/** What each kind of type can be made from. */
const FROM: Readonly<Partial<Record<Type['kind'], readonly string[]>>> = {
  varchar: ['varchar', 'json', 'bigint', 'decimal', 'boolean', 'date'],
  bigint: ['varchar', 'json', 'boolean', ...NUMBERS],
  double: ['varchar', 'json', 'boolean', ...NUMBERS],
  boolean: ['varchar', 'json', 'boolean', ...NUMBERS],
  date: ['varchar', 'date', 'timestamp', 'timestamptz'],
  timestamp: ['varchar', 'date', 'timestamp', 'timestamptz'],
  timestamptz: ['varchar', 'date', 'timestamp', 'timestamptz'],
  ipaddress: ['varchar', 'ipaddress'],
  json: ['array', 'row', 'bigint', 'boolean', 'json'],
};

/** What to write instead of casts that Trino refuses, or reads or prints in a way of its own. */
const REMEDIES: Readonly<Record<string, string>> = {
  'varchar to json': 'that would make one JSON string of it: write json_parse(x)',
  'double to varchar': "Trino writes 1.0E0: write format('%.2f', x), or CAST it AS BIGINT first",
  'array to varchar': "write array_join(x, ' ')",
  'timestamp to varchar': "write date_format(x, '%Y-%m-%d %H:%i:%s')",
  'timestamptz to varchar': 'write to_iso8601(x)',
  'ipaddress to varchar': 'keep the text that it was made from',
  'json to row': 'CAST it AS ARRAY(JSON) or MAP(VARCHAR, JSON), or take each field with json_extract_scalar',
};

function castProblem(from: Type, to: Type): string | undefined {
  if (['null', 'unknown'].includes(from.kind) || to.kind === 'unknown') return undefined;
  if (FROM[to.kind]?.includes(from.kind)) return undefined;
  if (from.kind === 'json' && ['array', 'map'].includes(to.kind)) return undefined;
  if (from.kind === 'array' && to.kind === 'array') return castProblem(from.of, to.of);
  if (from.kind === 'row' && to.kind === 'row') return undefined;
  const remedy = REMEDIES[`${from.kind} to ${to.kind}`] ?? 'extract or convert the part that you need';
  return `cannot cast ${nameOf(from)} to ${nameOf(to)}; ${remedy}`;
}

export function typeOfCast(tree: CastContext, scope: Scope, check: Check): Type {
  const from = check.typeOf(tree.expression(), scope);
  const to = typeNamed(tree.type(), check);
  const problem = castProblem(from, to);
  return problem === undefined ? to : reported(check, tree, problem);
}

/** The literals of time that are read in one way everywhere. */
const LITERALS: Readonly<Record<string, readonly [RegExp, Type][]>> = {
  date: [[/^\d{4}-\d\d-\d\d$/, DATE]],
  timestamp: [
    [/^\d{4}-\d\d-\d\d( \d\d:\d\d:\d\d(\.\d+)?)?$/, TIMESTAMP],
    [/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)? UTC$/, TIMESTAMPTZ],
  ],
  ipaddress: [[/^[\da-f.:]+$/i, IPADDRESS]],
};

/** `DATE '2026-06-01'` and the like. */
export function typeOfConstructor(tree: TypeConstructorContext, check: Check): Type {
  const name = tree.identifier()?.getText().toLowerCase() ?? 'double';
  const text = unquoted(tree.string());
  const forms = LITERALS[name];
  if (forms === undefined) return reported(check, tree, `a literal '${name} ..' is not supported; use TIMESTAMP '..', DATE '..' or CAST`);
  const type = forms.find(([form]) => form.test(text))?.[1];
  return type ?? reported(check, tree, `'${text}' is not a ${name}; write it like 2026-06-01 or 2026-06-01 00:00:00 UTC`);
}
