import type { Kept } from '../core/kept.ts';
import type { Access, Engine, Folder, Outbox, Trail } from '../core/ports.ts';

/** A runbook's file and its path under the folder of runbooks. */
export interface RunbookFile {
  readonly path: string;
  readonly source: string;
}

/** A folder in the making; until it is sealed it stands under another name. */
export interface Draft extends Folder {
  readonly draft: string;
  readonly path: string;
  readonly discard: () => void;
}

/** An engine that holds memory and files until it is closed. */
export interface OpenEngine extends Engine {
  readonly version: string;
  readonly close: () => Promise<void>;
}

/** Where an engine reads raw logs, in which folder it keeps evidence, and whom it tells how many bytes of how many are read. */
export interface EnginePaths {
  readonly logs: string;
  readonly evidence: string;
  readonly tell?: (done: number, all: number) => void;
}

/** A folder for a moment. */
export interface Scratch {
  readonly path: string;
  readonly write: (name: string, text: string) => void;
  readonly remove: () => void;
}

/** What the commands need of the machine that they run on. Heavy parts load when they are called for. */
export interface Machine {
  readonly version: string;
  readonly runbookFiles: () => readonly RunbookFile[];
  readonly caseText: (path: string) => string | undefined;
  /** Writes a new file into the folder of runbooks, never over an old one; returns its path. */
  readonly writeRunbookFile: (name: string, text: string) => string;
  readonly readText: (path: string) => string;
  readonly exists: (path: string) => boolean;
  readonly scratch: () => Scratch;
  readonly trail: (logs: string) => Trail;
  readonly engine: (paths: EnginePaths, signal: AbortSignal) => Promise<OpenEngine>;
  readonly access: (now: () => number) => Access;
  readonly folder: (path: string, options: { replace: boolean }) => Draft;
  readonly outbox: (folder: Folder) => Outbox;
  /** A finished folder, to read. */
  readonly keptFolder: (path: string) => Kept;
  /** Files of a finished folder that are not what its manifest says. */
  readonly changedFiles: (path: string) => Promise<readonly string[]>;
}
