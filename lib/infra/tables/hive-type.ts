import type { Field, Holds } from '../../core/cloudtrail.ts';

/** The type of a column in the language of Hive, which Glue keeps tables in. JSON stays text: what it holds varies from call to call. */
export const hiveType = (holds: Holds): string => TYPES[holds.kind](holds);

const structOf = (fields: readonly Field[]): string => `struct<${fields.map(({ name, holds }) => `${name}:${hiveType(holds)}`).join(',')}>`;
const fieldsOf = (holds: Holds): readonly Field[] => ('fields' in holds ? holds.fields : []);

const TYPES: Readonly<Record<Holds['kind'], (holds: Holds) => string>> = {
  text: () => 'string',
  json: () => 'string',
  texts: () => 'map<string,string>',
  record: (holds) => structOf(fieldsOf(holds)),
  records: (holds) => `array<${structOf(fieldsOf(holds))}>`,
};
