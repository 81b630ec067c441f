/** Something the user gave is wrong; the message names the value and the remedy. The command line ends with 2. */
export class InputError extends Error {
  override readonly name = 'InputError';
}

/** What to say of a thrown value, whatever was thrown. */
export const messageOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));
