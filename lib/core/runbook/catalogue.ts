import { InputError } from '../errors.ts';
import { didYouMean } from '../nearest.ts';
import { parseRunbook } from './parse.ts';
import type { Catalogue, Runbook } from './runbook.ts';

/** Makes the catalogue of runbook files. Throws an InputError that lists every broken one with its lines. */
export function catalogueOf(files: readonly { readonly path: string; readonly source: string }[]): Catalogue {
  const runbooks = new Map<string, Runbook>();
  const broken: string[] = [];
  for (const { path, source } of files) {
    const parsed = parseRunbook(path, source);
    if (parsed.kind === 'invalid') broken.push(...parsed.problems.map(({ line, message }) => `${path}:${line}: ${message}`));
    else if (runbooks.has(parsed.runbook.id)) broken.push(`${path}:1: another category has a runbook '${parsed.runbook.id}'; rename one`);
    else runbooks.set(parsed.runbook.id, parsed.runbook);
  }
  if (broken.length > 0) throw new InputError(`these runbooks cannot be read:\n${broken.join('\n')}`);
  return runbooks;
}

/** The runbook of an id; an InputError names the nearest that exist. */
export function findRunbook(catalogue: Catalogue, id: string): Runbook {
  const found = catalogue.get(id);
  if (found !== undefined) return found;
  const related = [...catalogue.keys()].filter((known) => known.split('-').some((word) => word.length > 2 && id.includes(word)));
  const others = related.length > 0 ? `; did you mean ${related.slice(0, 5).join(', ')}?` : '';
  const hint = didYouMean(id, catalogue.keys()) || others;
  throw new InputError(`unknown runbook '${id}'${hint} ('trailwarden runbooks list' shows the ${catalogue.size} that exist)`);
}
