// Speed, as ratios within one run: this machine may be slow or busy, but it is so for both sides of a ratio.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { FILES, KeptEvidence } from '../../lib/core/kept.ts';
import { exists, median, shell, type Timed, trailwarden } from './processes.ts';
import { makeSubject } from './subject.ts';

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '300000' },
    seed: { type: 'string', default: 'trailwarden' },
    rounds: { type: 'string', default: '3' },
  },
});
const rounds = Number(values.rounds);
const folder = mkdtempSync(join(tmpdir(), 'trailwarden-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

const subject = await makeSubject(folder, Number(values.events), values.seed);
console.log(
  `${values.events} events; the plan reads ${subject.files.length} files, ${subject.megabytes.toFixed(1)} MB as stored. Medians of ${rounds} rounds.`,
);

const list = join(folder, 'planned.txt');
writeFileSync(list, subject.files.map((file) => `${file}\0`).join(''));
const all = subject.runbooks.flatMap((id) => ['--runbook', id]);
const into = (name: string) => ['--replace', '--out', join(folder, name)];

/** Seconds of the first pass over the logs, as the investigation measured them. */
const collectSeconds = (name: string): number => {
  const evidence = KeptEvidence.parse(JSON.parse(readFileSync(join(folder, name, FILES.evidence(1)), 'utf8')));
  return 'failed' in evidence ? Number.NaN : evidence.read.seconds;
};

const seen: Record<string, number[]> = {};
const note = (name: string, value: number) => {
  seen[name] = [...(seen[name] ?? []), value];
};
const timed = async (name: string, run: Promise<Timed>) => {
  const { seconds, megabytes } = await run;
  note(name, seconds);
  if (megabytes > 0) note(`${name}, MB`, megabytes);
};

for (let round = 0; round < rounds; round++) {
  await timed('zcat', shell('xargs -0 gzip -dc < "$1" | wc -c', list));
  await timed('ten in one', trailwarden('investigate', ...all, ...subject.request, ...into('all')));
  note('collect of ten', collectSeconds('all'));
  await timed('one', trailwarden('investigate', '--runbook', 'access-key-activity', ...subject.request, ...into('one')));
  note('collect of one', collectSeconds('one'));
  await timed('replay', trailwarden('replay', join(folder, 'all')));
  await timed('cold start', trailwarden('runbooks', 'list'));
}
let singly = 0;
for (const id of subject.runbooks) singly += (await trailwarden('investigate', '--runbook', id, ...subject.request, ...into(id))).seconds;
if (exists('jq')) {
  const filter = '.Records[] | select(.userIdentity.accessKeyId == $key)';
  await timed('jq', shell(`xargs -0 gzip -dc < "$1" | jq -c --arg key "$2" '${filter}'`, list, subject.key));
}

const of = (name: string) => median(seen[name] ?? []);
const rows: [what: string, value: number, unit: string, wanted: number | undefined][] = [
  ['collect for one key / zcat', of('collect of one') / of('zcat'), '', 1],
  [`collect for ${subject.runbooks.length} runbooks / zcat`, of('collect of ten') / of('zcat'), '', 1],
  [`${subject.runbooks.length} runbooks at once / one by one`, of('ten in one') / singly, '', 0.25],
  ['replay / investigate', of('replay') / of('ten in one'), '', 0.1],
  ['jq for one key / zcat', of('jq') / of('zcat'), '', undefined],
  ['peak memory of investigate', of('ten in one, MB'), ' MB', 1000],
  ['cold start of runbooks list', of('cold start'), ' s', 0.4],
];
console.log(
  `  ${['zcat', 'collect of one', 'collect of ten', 'ten in one', 'replay'].map((name) => `${name} ${of(name).toFixed(2)} s`).join(', ')}, one by one ${singly.toFixed(2)} s`,
);
for (const [what, value, unit, wanted] of rows) {
  const shown = Number.isNaN(value) ? 'not measured (jq is not installed)' : `${value.toFixed(unit === ' MB' ? 0 : 2)}${unit}`;
  const verdict = wanted === undefined || Number.isNaN(value) ? '' : `wanted at most ${wanted}${unit}${value <= wanted ? '' : ', MISSED'}`;
  console.log(`  ${what.padEnd(40)} ${shown.padEnd(12)} ${verdict}`);
}
