import type { Access, Engine, Folder, Outbox, Trail } from './ports.ts';
import type { Catalogue } from './runbook/runbook.ts';

/** The world that an investigation runs in. */
export interface World {
  readonly catalogue: Catalogue;
  readonly trail: Trail;
  readonly engine: Engine;
  readonly access: Access;
  readonly outbox: Outbox;
  readonly folder: Folder;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** What made the report: product, engine. */
  readonly versions: Readonly<Record<string, string>>;
  /** Stops the work between two steps; what was granted is revoked first. */
  readonly signal?: AbortSignal;
  /** Told at the start of each verb, for people who wait. */
  readonly tell?: (progress: string) => void;
}

/** The part of it that questions need. */
export type Questioning = Pick<World, 'catalogue' | 'engine' | 'signal' | 'tell'>;
