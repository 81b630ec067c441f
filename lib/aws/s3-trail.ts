import { paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';
import { coverageOf, type ListedFile } from '../core/coverage.ts';
import { isWanted, placeOf } from '../core/log-place.ts';
import type { Plan } from '../core/plan.ts';
import type { Trail } from '../core/ports.ts';

/** Places of the trail that are listed at the same time: S3 takes 5,500 requests a second for a prefix, and the answers have to be held. */
const AT_ONCE = 16;

/** A trail in its bucket. A place (an account's Region) costs one request for a thousand files, from the first planned day to the last. */
export const s3Trail = (s3: S3Client): Trail => ({
  inventory: async (plan) => {
    const places = (await accountsOf(s3, plan)).map((account) => `${account}CloudTrail/`);
    const regions = (await Promise.all(places.map((place) => regionsOf(s3, plan, place)))).flat();
    // Each has a place of its own, so that the same trail gives the same coverage whichever listing comes first.
    const files = new Array<ListedFile[]>(regions.length);
    const left = regions.entries();
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (const [at, region] of left) files[at] = await filesIn(s3, plan, region);
      }),
    );
    return coverageOf(files.flat(), plan);
  },
});

const accountsOf = (s3: S3Client, plan: Plan): Promise<string[]> => {
  const { prefix, organization } = plan.place.logs;
  const above = [prefix, 'AWSLogs', organization].filter(Boolean).map((folder) => `${folder}/`);
  return foldersIn(s3, { plan, above: above.join(''), wanted: plan.reads.accounts, form: /\/\d{12}\/$/ });
};

const regionsOf = (s3: S3Client, plan: Plan, above: string): Promise<string[]> =>
  foldersIn(s3, { plan, above, wanted: plan.reads.regions, form: /\/[a-z0-9-]+\/$/ });

interface Folders {
  readonly plan: Plan;
  readonly above: string;
  readonly wanted: 'all' | readonly string[];
  readonly form: RegExp;
}

/** The wanted folders under a prefix; where all are wanted, those that the bucket has. */
async function foldersIn(s3: S3Client, { plan, above, wanted, form }: Folders): Promise<string[]> {
  if (wanted !== 'all') return wanted.map((name) => `${above}${name}/`);
  const listing = paginateListObjectsV2({ client: s3 }, { Bucket: plan.place.logs.bucket, Prefix: above, Delimiter: '/' });
  const folders: string[] = [];
  for await (const { CommonPrefixes = [] } of listing) folders.push(...CommonPrefixes.flatMap(({ Prefix }) => Prefix ?? []));
  return folders.filter((folder) => form.test(folder));
}

/** Keys sort by day, so the listing begins before the first planned day and ends behind the last. */
async function filesIn(s3: S3Client, { place, reads }: Plan, folder: string): Promise<ListedFile[]> {
  const StartAfter = `${folder}${reads.firstDay}`;
  const files: ListedFile[] = [];
  for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { Bucket: place.logs.bucket, Prefix: folder, StartAfter })) {
    for (const { Key = '', Size = 0 } of Contents) {
      const found = placeOf(Key);
      if (found.partition === undefined) continue;
      if (found.partition.day > reads.lastDay) return files;
      if (isWanted(found.partition, reads)) files.push({ ...found, bytes: Size });
    }
  }
  return files;
}
