import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { commandsFor } from '../../lib/cli/commands.ts';
import { Settings } from '../../lib/core/settings.ts';
import { anchorOf } from '../../lib/infra/health/alarms.ts';
import { localMachine } from '../../lib/local/machine.ts';

const PAGES = ['docs/deploy.md', 'docs/operate.md', 'docs/verified.md'];
const textOf = (page: string) => readFileSync(page, 'utf8');
const all = PAGES.map((page) => ({ page, text: textOf(page) }));
const commands = commandsFor(localMachine, () => Promise.reject(new Error('no test of a page speaks to AWS')));

/** Every `trailwarden` command of a text, with what follows it on its line and on lines that a backslash joins. */
const callsIn = (text: string): string[] =>
  [...text.replaceAll(/\\\n\s*/g, '').matchAll(/\btrailwarden ((?!\/)[a-z][^`\n#)]*)/g)].map(([, call = '']) => call.trim());

describe('a command on a page about operating', () => {
  const calls = all.flatMap(({ page, text }) => callsIn(text.replaceAll(/"[^"\n]*"/g, 'QUOTED')).map((call) => ({ page, call })));

  it('exists', () => {
    const unknown = calls.filter(({ call }) => !commands.some(({ name }) => call === name || call.startsWith(`${name} `)));
    expect(unknown).toEqual([]);
    expect(calls.length).toBeGreaterThan(20);
  });

  it('has the flags that stand there', () => {
    const wrong = calls.flatMap(({ page, call }) => {
      const command = commands.find(({ name }) => call === name || call.startsWith(`${name} `));
      const flags = [...call.matchAll(/(?<=\s)--([a-z-]+)/g)].map(([, flag = '']) => flag);
      return flags.filter((flag) => command?.flags[flag] === undefined).map((flag) => `${page}: ${call}: --${flag}`);
    });
    expect(wrong).toEqual([]);
  });

  it('runs a runbook that exists', () => {
    const named = calls.flatMap(({ call }) => [...call.matchAll(/--runbook ([a-z][a-z-]*)/g)].map(([, id = '']) => id));
    const known = localMachine.runbookFiles().map(({ path }) => path.replace(/^.*\/|\.md$/g, ''));
    expect(named.filter((id) => !known.includes(id))).toEqual([]);
    expect(named.length).toBeGreaterThan(0);
  });

  it('is, if of npm, in package.json', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
    const named = all.flatMap(({ text }) => [...text.matchAll(/`npm run ([a-z0-9-]+)/g)].map(([, name = '']) => name));
    expect([...new Set(named)].filter((name) => scripts[name] === undefined)).toEqual([]);
  });
});

describe('a link on a page about operating', () => {
  const links = all.flatMap(({ page, text }) => [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => ({ page, link })));

  it('leads to a file, and to a heading of it', () => {
    const broken = links.filter(({ page, link }) => {
      const [path = '', fragment] = link.split('#');
      const file = path === '' ? page : join(dirname(page), path);
      if (!existsSync(file)) return true;
      const anchors = [...textOf(file).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));
      return fragment !== undefined && !anchors.includes(fragment);
    });
    expect(broken).toEqual([]);
    expect(links.length).toBeGreaterThan(10);
  });
});

describe('a setting on a page about operating', () => {
  it('is one', () => {
    const { properties = {} } = z.toJSONSchema(Settings, { io: 'input' });
    const known = Object.entries(properties).flatMap(([group, schema]) =>
      Object.keys(typeof schema === 'object' ? (schema.properties ?? {}) : {}).map((key) => `${group}.${key}`),
    );
    const groups = Object.keys(Settings.shape).join('|');
    const named = all.flatMap(({ text }) =>
      [...text.matchAll(new RegExp(`\`((?:${groups})\\.[A-Za-z]+)\``, 'g'))].map(([, key = '']) => key),
    );
    expect(named.filter((key) => !known.includes(key))).toEqual([]);
    expect(named.length).toBeGreaterThan(8);
  });
});

describe('the filter pattern that leaves our own roles out', () => {
  it('fits into the 1,024 characters that CloudWatch takes', () => {
    const pattern = /^ {4}(\{\(\$\.eventSource=.+\})$/m.exec(textOf('docs/operate.md'))?.[1] ?? '';
    expect(pattern.length).toBeGreaterThan(500);
    expect(pattern.length).toBeLessThanOrEqual(1024);
  });
});
