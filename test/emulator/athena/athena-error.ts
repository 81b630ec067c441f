/** An error that the API answers with. */
export class AthenaError extends Error {
  override readonly name: string;
  readonly status: number;
  readonly fields: Readonly<Record<string, string>>;

  constructor(
    name: string,
    message: string,
    { status = 400, ...fields }: { readonly status?: number; readonly [field: string]: unknown } = {},
  ) {
    super(message);
    this.name = name;
    this.status = status;
    this.fields = Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, String(value)]));
  }
}

/** What is wrong with a request. */
export const invalid = (message: string, code = 'INVALID_INPUT'): AthenaError =>
  new AthenaError('InvalidRequestException', message, { AthenaErrorCode: code });
