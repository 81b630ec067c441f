import { InputError, messageOf } from '../core/errors.ts';
import { parseSettings, type Settings } from '../core/settings.ts';
import type { Given } from './given.ts';
import type { Machine } from './machine.ts';

const DEFAULT_FILE = 'trailwarden.json';

/** Settings from the file, with `--set KEY=VALUE` laid over it. What is wrong is said of the one in which it stands. */
export function settingsOf(given: Pick<Given, 'text' | 'texts'>, machine: Pick<Machine, 'exists' | 'readText'>): Settings {
  const path = given.text('settings') ?? (machine.exists(DEFAULT_FILE) ? DEFAULT_FILE : undefined);
  const base = path === undefined ? {} : parsed(machine.readText(path), path);
  const settings = parseSettings(base, path ?? 'settings');
  const set = given.texts('set');
  return set.length === 0 ? settings : parseSettings(set.reduce(lay, base), '--set');
}

function parsed(text: string, path: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (thrown) {
    throw new InputError(`${path} is not JSON: ${messageOf(thrown)}`);
  }
}

/** `limits.rows=1000`: the value is JSON where it reads as JSON (a number, a list), else text. */
function lay(base: unknown, text: string): unknown {
  const at = text.indexOf('=');
  if (at < 1) throw new InputError(`--set '${text}' is not KEY=VALUE, such as limits.rows=1000`);
  return put(base, text.slice(0, at).split('.'), typed(text.slice(at + 1)));
}

function put(base: unknown, [key = '', ...rest]: readonly string[], value: unknown): unknown {
  const object = typeof base === 'object' && base !== null && !Array.isArray(base) ? base : {};
  return { ...object, [key]: rest.length === 0 ? value : put(Reflect.get(object, key), rest, value) };
}

/** Account ids are digits and stay text. */
function typed(text: string): unknown {
  if (/^\d{12}$/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
