import type { Settings } from '../../../core/settings.ts';
import type { Clients } from '../clients.ts';
import { Refused } from '../refused.ts';
import type { Outputs } from '../stack.ts';

/** One thing that was looked at. A problem would stop an investigation, a warning would leave something out; `unknown`: it could not be told. */
export interface Check {
  readonly about: string;
  readonly result: 'ok' | 'warning' | 'problem' | 'unknown';
  readonly text: string;
  readonly remedy?: string;
}

/** What the checks look at. */
export interface Subject {
  readonly clients: Clients;
  /** The same in another Region. */
  readonly clientsIn: (region: string) => Clients;
  readonly stack: string;
  readonly region: string;
  readonly settings: Settings;
  readonly caller: { readonly arn: string; readonly account: string; readonly partition: string };
  /** Of the deployed stack, as far as it has them; none = not deployed. */
  readonly outputs: Partial<Outputs> | undefined;
}

/** What checks about one thing say. */
export const say = (about: string) => ({
  ok: (text: string): Check => ({ about, result: 'ok', text }),
  warning: (text: string, remedy: string): Check => ({ about, result: 'warning', text, remedy }),
  problem: (text: string, remedy: string): Check => ({ about, result: 'problem', text, remedy }),
  unknown: (text: string, remedy: string): Check => ({ about, result: 'unknown', text, remedy }),
});

/** One look; what it may not see is said, and costs no other check. */
export interface Look {
  readonly about: string;
  readonly look: (subject: Subject) => Promise<readonly Check[]>;
}

/** Looks, and says of a refusal which permission was missing. */
export async function looked({ about, look }: Look, subject: Subject): Promise<readonly Check[]> {
  try {
    return await look(subject);
  } catch (thrown) {
    const text = thrown instanceof Error ? thrown.message : String(thrown);
    const remedy = thrown instanceof Refused ? `run doctor with ${thrown.permission}` : 'run doctor again; if it stays, look by hand';
    return [say(about).unknown(text, remedy)];
  }
}

/** Where the deployment puts its temporary roles. */
export const rolePathOf = ({ outputs, stack }: Subject): string => outputs?.RolePath ?? `/trailwarden/${stack}/`;
