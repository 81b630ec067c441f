/** `allowed`, or the name of the error that was thrown instead. */
export const nameOf = (sent: Promise<unknown>): Promise<string> =>
  sent.then(
    () => 'allowed',
    (thrown: unknown) => (thrown instanceof Error ? thrown.name : String(thrown)),
  );
