/** What CloudFormation fills in, as a person would write it. */
const PSEUDO: Readonly<Record<string, string>> = {
  'AWS::Partition': 'aws',
  'AWS::AccountId': 'ACCOUNT',
  'AWS::Region': 'REGION',
  'AWS::StackName': 'STACK',
  'AWS::URLSuffix': 'amazonaws.com',
};

/** `{Machine}` for a resource of the template, without the hash that CDK puts behind its name. */
export const nameOf = (logicalId: string): string => logicalId.replace(/[0-9A-F]{8}$/, '');

const reference = (logicalId: string): string => PSEUDO[logicalId] ?? `{${nameOf(logicalId)}}`;

const INTRINSICS: Readonly<Record<string, (argument: unknown) => string>> = {
  Ref: (id) => reference(String(id)),
  'Fn::GetAtt': (path) => {
    const [id = '', ...attribute] = Array.isArray(path) ? path.map(String) : String(path).split('.');
    return attribute.join('.') === 'Arn' ? reference(id) : `${reference(id)}.${attribute.join('.')}`;
  },
  'Fn::Join': (argument) => {
    const [separator, parts]: unknown[] = Array.isArray(argument) ? argument : [];
    return Array.isArray(parts) ? parts.map(readable).join(String(separator)) : '';
  },
  'Fn::Sub': (text) => String(Array.isArray(text) ? text[0] : text).replace(/\$\{([^}]+)\}/g, (_whole, id: string) => reference(id)),
  'Fn::Select': (argument) => `part of ${readable(Array.isArray(argument) ? argument[1] : argument)}`,
  'Fn::Split': (argument) => readable(Array.isArray(argument) ? argument[1] : argument),
};

/** A value of a template as text, with resources by name instead of intrinsic functions. */
export function readable(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) return value.map(readable).join(', ');
  const entries = Object.entries(value);
  const [[name = '', argument] = []] = entries;
  const render = entries.length === 1 ? INTRINSICS[name] : undefined;
  if (render === undefined) throw new Error(`no words for ${JSON.stringify(value)}; add its function to scripts/permissions/readable.ts`);
  return render(argument);
}
