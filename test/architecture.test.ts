import { execFileSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const files = globSync('{bin,lib,lambdas,scripts,test}/**/*.ts').toSorted();
const product = files.filter((file) => /^(bin|lib|lambdas)\//.test(file));
const core = product.filter((file) => file.startsWith('lib/core/'));

const STRING_OR_COMMENT = /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\[\s\S])*`|\/\*[\s\S]*?\*\/|\/\/.*/g;
/** The code without comments, so that a word in a sentence is no use of it. */
const codeOf = (file: string) => readFileSync(file, 'utf8').replaceAll(STRING_OR_COMMENT, (found) => (found.startsWith('/') ? '' : found));

interface Import {
  readonly names: string;
  readonly from: string;
}
/** What a file imports, also where it is loaded late. A relative one is given as a path from the root. */
function importsOf(file: string): Import[] {
  const found = codeOf(file).matchAll(/(?:^|\n)\s*(?:import|export)\s([^;'"]*?)\s?from\s*'([^']+)'|(?:^|[^\w.])import\s*\(?\s*'([^']+)'/g);
  return [...found].map(([, names = '', from, bare]) => ({ names, from: resolved(file, from ?? bare ?? '') }));
}
const resolved = (file: string, from: string) => (from.startsWith('.') ? join(dirname(file), from) : from);

/** Where each part of the product may look, besides into itself. */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  bin: ['lib/cli', 'lib/local', 'lib/infra', 'lib/aws', 'lib/core'],
  lambdas: ['lib/aws', 'lib/core'],
  'lib/cli': ['lib/core'],
  'lib/local': ['lib/core'],
  'lib/infra': ['lib/core'],
  'lib/aws': ['lib/core'],
  'lib/core': [],
};
const partOf = (file: string) => (file.startsWith('lib/') ? file.split('/').slice(0, 2) : file.split('/').slice(0, 1)).join('/');

describe('imports', () => {
  it('are seen by this test, in each of their forms', () => {
    expect(importsOf('lib/local/machine.ts').map(({ from }) => from)).toContain('lib/local/duckdb/engine.ts');
    expect(importsOf('lib/core/policy.ts').map(({ from }) => from)).toContain('lib/core/policy/may-read.ts');
    expect(importsOf('lib/core/plan-for.ts')).toContainEqual({ names: '{ createHash }', from: 'node:crypto' });
    expect(importsOf('lib/core/sql/grammar.ts')).toHaveLength(3);
  });

  it('point one way: never back, never sideways', () => {
    const wrong = product.flatMap((file) => {
      const allowed = ARROWS[partOf(file)] ?? [];
      const parts = importsOf(file).flatMap(({ from }) => (/^(bin|lib|lambdas|scripts|test)\//.test(from) ? [partOf(from)] : []));
      return parts.filter((part) => part !== partOf(file) && !allowed.includes(part)).map((part) => `${file} -> ${part}`);
    });
    expect(wrong).toEqual([]);
    expect(product.map(partOf).filter((part) => ARROWS[part] === undefined)).toEqual([]);
  });
});

/** What the core may import from outside, and which names of it. */
const OUTSIDE: Readonly<Record<string, RegExp>> = {
  'node:crypto': /^\{ createHash \}$/,
  'node:net': /^\{ isIP \}$/,
  zod: /./,
  yaml: /./,
  picocolors: /./,
  '#trino-grammar': /./,
};
/** The one door to the packages of the grammar, which the build bundles as `#trino-grammar`. */
const GRAMMAR = 'lib/core/sql/grammar.ts';
const IMPURE = /\bDate\.now\b|\bnew Date\(\)|\bperformance\b|\bMath\.random\b|\bprocess\.\w|\bconsole\.\w|\bfetch\(|\bsetTimeout\b/g;

describe('the core', () => {
  it('imports nothing that reaches outside', () => {
    const wrong = core.flatMap((file) => {
      const outside = importsOf(file).filter(({ from }) => !from.startsWith('lib/core/'));
      const strange = outside.filter(({ names, from }) => OUTSIDE[from]?.test(names) !== true);
      return file === GRAMMAR ? [] : strange.map(({ names, from }) => `${file}: ${names} from ${from}`);
    });
    expect(wrong).toEqual([]);
  });

  it('has no clock, no chance, no environment and no console of its own', () => {
    expect(core.flatMap((file) => (codeOf(file).match(IMPURE) ?? []).map((use) => `${file}: ${use}`))).toEqual([]);
  });
});

/** Files that are longer, each with the reason. */
const LONGER: Readonly<Record<string, string>> = {};
/** Tests are lists of examples, one after the other: their length says nothing of how hard they are to read. */
const isTest = (file: string) => file.startsWith('test/');
const MEANINGLESS = /^(utils?|helpers?|common|manager|service|data|info)(\.|$)/;
const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*(\.cases|\.test|\.e2e|\.config)?\.(ts|md|yaml)$/;

describe('files', () => {
  it('have 150 lines at most', () => {
    const long = files.filter((file) => !isTest(file) && readFileSync(file, 'utf8').trimEnd().split('\n').length > 150);
    expect(long.filter((file) => LONGER[file] === undefined)).toEqual([]);
    expect(Object.keys(LONGER).filter((file) => !long.includes(file))).toEqual([]);
  });

  it('are named in kebab-case', () => {
    expect([...files, ...globSync('runbooks/**/*.{md,yaml}')].filter((file) => !KEBAB.test(basename(file)))).toEqual([]);
  });

  it('are named for what is in them', () => {
    expect(files.filter((file) => file.split('/').some((part) => MEANINGLESS.test(part)))).toEqual([]);
  });

  it('name no place on the machine that they were written on', () => {
    const tracked = execFileSync('git', ['ls-files', '-z'], { encoding: 'utf8' }).split('\0');
    const texts = tracked.filter((file) => /\.(ts|md|json|ya?ml|txt|sh)$/.test(file) && existsSync(file));
    const places = ['work', 'root', 'tmp/bash_jobs'].map((folder) => `/${folder}/`);
    const named = texts.flatMap((file) => {
      const text = readFileSync(file, 'utf8');
      return places.filter((place) => new RegExp(`(^|[\\s"'\`(=:])${place}`, 'm').test(text)).map((place) => `${file}: ${place}`);
    });
    expect(texts.length).toBeGreaterThan(100);
    expect(named).toEqual([]);
  });
});
