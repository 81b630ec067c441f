import { isObject } from './source.ts';

/** No finding is this deep; what is deeper would only exhaust the stack. */
const DEEPEST = 40;

/**
 * A copy whose keys start in lower case, as in EventBridge; the SDKs and the AWS CLI print `AccountId` for `accountId`.
 * Keys in capitals (`AWS::IAM::Role`) stay.
 */
export function camelCase(value: unknown, depth = 0): unknown {
  if (depth > DEEPEST) return undefined;
  if (Array.isArray(value)) return value.map((item) => camelCase(item, depth + 1));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [lowerFirst(key), camelCase(item, depth + 1)]));
}

const lowerFirst = (key: string): string => key.replace(/^[A-Z](?![A-Z])/, (letter) => letter.toLowerCase());
