/** Something the user gave is wrong; the message names the value and the remedy. The command line ends with 2. */
export class InputError extends Error {
  override readonly name = 'InputError';
}

/** What to say of a thrown value, whatever was thrown. */
export const messageOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));

/**
 * The work was interrupted, so it is neither done nor failed: whoever runs it decides by the name whether to take it up again. Such an
 * error never becomes an answer.
 */
export class Interrupted extends Error {
  override readonly name: string;

  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}
