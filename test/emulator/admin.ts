/** How a client reaches the emulated account as its owner: nobody judges these requests. */
export interface Admin {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** An access key of 12 digits is, to the emulator, that account's own. */
export const ACCOUNT = '111122223333';
/** Where the stack is deployed. */
export const REGION = 'eu-west-1';

/** The owner of the account at `endpoint`. */
export const adminAt = (endpoint: string): Admin => ({
  endpoint,
  region: REGION,
  credentials: { accessKeyId: ACCOUNT, secretAccessKey: 'of-this-machine-only' },
});
