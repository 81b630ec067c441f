import type { Folder } from '../../lib/core/ports.ts';

/** A folder in memory, and the texts in it. */
export function memoryFolder(texts: Map<string, string> = new Map()): { folder: Folder; texts: Map<string, string> } {
  const folder: Folder = {
    put: async (name, text) => void texts.set(name, text),
    get: async (name) => texts.get(name),
    seal: async (versions) => void texts.set('manifest.json', JSON.stringify({ versions, files: {} })),
  };
  return { folder, texts };
}
