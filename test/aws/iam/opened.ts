import { afterEach } from 'vitest';
import { type Cloud, cloud } from './cloud.ts';

const open: Cloud[] = [];
afterEach(() => {
  for (const one of open.splice(0)) one.restore();
});

/** A cloud that is closed after the test. */
export function opened(...options: Parameters<typeof cloud>): Cloud {
  const made = cloud(...options);
  open.push(made);
  return made;
}
