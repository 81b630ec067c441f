/** Values of IAM's condition keys. */
export type Context = Readonly<Record<string, string | readonly string[]>>;

/** One thing that IAM is asked: may the caller do this to that? */
export interface Question {
  readonly action: string;
  readonly resource: string;
  readonly context?: Context;
}

/** A question, whom it was about and what IAM said. */
export interface Decision extends Question {
  /** The role that acted, by its name: the one of a function, or a temporary one. */
  readonly role: string;
  /** The function's name, or the name of the session. */
  readonly session: string;
  readonly allowed: boolean;
  /** Why not, as iam-simulate names it. */
  readonly result: string;
}
