import type { Answer, Coverage, Evidence, Grant, Question, Receipt } from './investigation.ts';
import type { Plan } from './plan.ts';
import type { Report } from './report.ts';
import type { Statement } from './statement.ts';

/** Knows which log files exist, from a listing: no log is opened. */
export interface Trail {
  inventory(plan: Plan): Promise<Coverage>;
}

/** Runs Trino SQL. `collect` meets the raw logs once; questions are asked of what it kept, several at a time. Both may be repeated. */
export interface Engine {
  collect(plan: Plan, statement: Statement, grant: Grant): Promise<Evidence>;
  ask(evidence: Evidence, question: Question): Promise<Answer>;
}

/** Hands out the temporary role. Granting or revoking twice, or revoking a half-made grant, is no error. */
export interface Access {
  grant(plan: Plan): Promise<Grant>;
  revoke(id: string): Promise<Receipt>;
}

/** Tells people. Returns the channels that got the report; one that fails never costs another. */
export interface Outbox {
  publish(report: Report): Promise<readonly string[]>;
}

/** The investigation's folder: one text a name, such as `plan.json` or `answers/access-key-activity.json`. */
export interface Folder {
  put(name: string, text: string): Promise<void>;
  /** The text of that name; undefined where there is none yet. */
  get(name: string): Promise<string | undefined>;
  /** Ends the folder with manifest.json: the SHA-256 of every file and the versions that made them. A folder without one is not whole. */
  seal(versions: Readonly<Record<string, string>>): Promise<void>;
}
