// Writes examples/leaked-key anew: an alarm and two days of logs, all invented. The same bytes come out each time.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pack } from '../logs/layout.ts';
import { exampleFiles } from './example-files.ts';

const folder = join(import.meta.dirname, '../../examples/leaked-key');
await rm(join(folder, 'logs'), { recursive: true, force: true });
for (const [path, text] of exampleFiles()) {
  const file = join(folder, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, path.endsWith('.gz') ? pack(text, 9) : text);
}
