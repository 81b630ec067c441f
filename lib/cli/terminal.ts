/** Where a command writes and what it reads besides files. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
  /** A line that the next one writes over, on a terminal only. */
  readonly progress: (text: string) => void;
  readonly width: number;
  readonly colour: boolean;
  /** All of standard input. */
  readonly input: () => Promise<string>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  readonly user: string;
}
