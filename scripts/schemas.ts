// Writes the JSON Schemas that others may hold our files to. They are made from the schemas that we parse with, so they cannot drift.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod';
import { Notification } from '../lib/core/message/raw.ts';
import { Report } from '../lib/core/report.ts';
import { Settings } from '../lib/core/settings.ts';

const SCHEMAS = {
  'schema/report.schema.json': { id: 'urn:trailwarden:report@1', title: 'Trailwarden report', schema: Report },
  'schema/notification.schema.json': { id: 'urn:trailwarden:notification@1', title: 'Trailwarden notification', schema: Notification },
  'schema/settings.schema.json': { id: 'urn:trailwarden:settings', title: 'Trailwarden settings', schema: Settings },
} as const;

/** Every published schema as text, by file. A report may have properties that are not listed, of a later version; settings may not. */
export const published = (): [file: string, text: string][] =>
  Object.entries(SCHEMAS).map(([file, { id, title, schema }]) => {
    const { $schema, ...rest } = z.toJSONSchema(schema, { target: 'draft-2020-12', io: 'input' });
    return [file, `${JSON.stringify({ $schema, $id: id, title, ...rest }, undefined, 2)}\n`];
  });

if (import.meta.main) {
  for (const [file, text] of published()) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}
