import type { Happening } from '../core/happening.ts';
import type { Kept } from '../core/kept.ts';
import type { Settings } from '../core/settings.ts';

/** Which deployment is meant, and with whose credentials; what is left out comes from the environment, as for every tool on AWS. */
export interface Where {
  readonly stack: string;
  readonly region: string | undefined;
  readonly profile: string | undefined;
}

export const STATUSES = ['running', 'succeeded', 'failed', 'timed-out', 'aborted'] as const;
export type Status = (typeof STATUSES)[number];

/** One run of the state machine. Its name is the id of its investigation. Times are Timestamps. */
export interface Execution {
  readonly id: string;
  readonly status: Status;
  readonly started: string;
  readonly ended?: string;
  /** Why it failed. What was caught by the machine may quote an alarm or a log record. */
  readonly failure?: string;
}

/** A role under the path of the deployment's temporary roles. */
export interface RoleSeen {
  readonly name: string;
  readonly created: string;
}

/** One deployment, as the commands use it. Every method may throw an error that names the permission that is missing. */
export interface Deployed {
  readonly region: string;
  /** The console's page of an execution. */
  readonly pageOf: (id: string) => string;
  /** ARN of whoever the credentials belong to. */
  readonly caller: () => Promise<string>;
  readonly start: (id: string, input: string) => Promise<void>;
  readonly execution: (id: string) => Promise<Execution | undefined>;
  /** Newest first. */
  readonly executions: (asked: { readonly most: number; readonly status: Status | undefined }) => Promise<readonly Execution[]>;
  /** Everything that happened so far, oldest first. */
  readonly happenings: (id: string) => Promise<readonly Happening[]>;
  readonly stop: (id: string, cause: string) => Promise<void>;
  readonly roles: () => Promise<readonly RoleSeen[]>;
  /** The investigation's folder, read only. A text larger than `most` bytes is passed over as if it were not there. */
  readonly folder: (id: string, options?: { readonly most: number }) => Kept;
  /** Writes one file of the folder to a new file of this machine. */
  readonly copyFile: (id: string, name: string, path: string) => Promise<void>;
  /** Writes all files that the folder's manifest names to a new folder of this machine; each has to be what the manifest says. */
  readonly copyFolder: (id: string, path: string, watched: { readonly signal: AbortSignal; readonly tell: Tell }) => Promise<void>;
  /** Waits so many milliseconds, or until the signal. */
  readonly pause: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

type Tell = (text: string) => void;

/** What a check came to; `unknown`: it could not be told, as a rule for want of a permission. */
export type CheckResult = 'ok' | 'warning' | 'problem' | 'unknown';

/** One thing that doctor looked at. A problem would stop an investigation, a warning would leave something out of one. */
export interface Check {
  readonly about: string;
  readonly result: CheckResult;
  readonly text: string;
  /** What to do, in one sentence. */
  readonly remedy?: string;
}

/** Whose account it is, and in which partition (`aws`, `aws-cn`, ...). */
export interface Caller {
  readonly arn: string;
  readonly account: string;
  readonly partition: string;
}

/** AWS, as far as the commands need it. */
export interface Cloud {
  /** Finds the deployment by the outputs of its stack. Throws an InputError where there is none. */
  readonly deployment: (where: Where) => Promise<Deployed>;
  readonly caller: (where: Where) => Promise<Caller>;
  /** Looks at everything that could stop an investigation, deployed or not yet. Never throws for want of a permission. */
  readonly examine: (where: Where, settings: Settings) => AsyncIterable<Check>;
}

/** Loads what speaks to AWS, which most commands do without. */
export type LoadCloud = () => Promise<Cloud>;
