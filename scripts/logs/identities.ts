import { BASE32, type Random } from './random.ts';
import { type Fields, stamp } from './record.ts';

/** A user of IAM. */
export interface User {
  readonly account: string;
  readonly name: string;
  readonly id: string;
}

/** A role of IAM. */
export interface Role {
  readonly account: string;
  readonly name: string;
  readonly id: string;
  /** With a slash at both ends. @default '/' */
  readonly path?: string;
}

/** One opening of a role, with the key that was handed out for it. */
export interface Session {
  readonly role: Role;
  readonly name: string;
  readonly key: string;
  /** When it was assumed, in milliseconds since 1970. */
  readonly created: number;
}

/** An id that nobody has: they end with EXAMPLE, as in the documentation of AWS, so that no scanner takes them for a leak. */
export const exampleId = (prefix: 'AKIA' | 'ASIA', random: Random): string => `${prefix}${random.text(9, BASE32)}EXAMPLE`;

/** The unique id of an invented user (AIDA) or role (AROA), one character longer than the id of a key. */
export const exampleUnique = (prefix: 'AIDA' | 'AROA', random: Random): string => `${prefix}${random.text(10, BASE32)}EXAMPLE`;

/** What a user is called in policies and logs. */
export const userArn = ({ account, name }: User): string => `arn:aws:iam::${account}:user/${name}`;

/** What a role is called in policies; its path is part of it. */
export const roleArn = ({ account, name, path = '/' }: Role): string => `arn:aws:iam::${account}:role${path}${name}`;

/** What a session is called in logs; the path of the role is left out (IAM user guide, "IAM identifiers"). */
export const sessionArn = ({ role, name }: Session): string => `arn:aws:sts::${role.account}:assumed-role/${role.name}/${name}`;

/** A user who signs with a long-term key. */
export function iamUser(user: User, key: string): Fields {
  const { account, name, id } = user;
  return { type: 'IAMUser', principalId: id, arn: userArn(user), accountId: account, accessKeyId: key, userName: name };
}

/** A user in the console, where each sign-in gets a key of its own. */
export function consoleUser(user: User, { key, created, mfa }: { key: string; created: number; mfa: boolean }): Fields {
  return { ...iamUser(user, key), sessionContext: { attributes: { creationDate: stamp(created), mfaAuthenticated: String(mfa) } } };
}

/** Whoever assumed a role. `by` is the AWS service that calls with the role on its own account. */
export function roleSession(session: Session, by?: string): Fields {
  const { role, name, key, created } = session;
  return {
    type: 'AssumedRole',
    principalId: `${role.id}:${name}`,
    arn: sessionArn(session),
    accountId: role.account,
    accessKeyId: key,
    sessionContext: {
      sessionIssuer: { type: 'Role', principalId: role.id, arn: roleArn(role), accountId: role.account, userName: role.name },
      attributes: { creationDate: stamp(created), mfaAuthenticated: 'false' },
    },
    invokedBy: by,
  };
}

/** An AWS service that acts for itself. */
export const awsService = (host: string): Fields => ({ type: 'AWSService', invokedBy: host });

/** Somebody of another account, of whom CloudTrail tells no more than this. */
export const otherAccount = (account: string, principalId: string): Fields => ({ type: 'AWSAccount', principalId, accountId: account });
