import { DELIVERY_DELAY, logPath, logText } from '../logs/layout.ts';
import { random } from '../logs/random.ts';
import type { CloudTrailRecord } from '../logs/record.ts';
import { alarm } from './alarm.ts';
import { ACCOUNT } from './cast.ts';
import { story } from './story.ts';

const HOUR = 3_600_000;

/** The text of every file of the example by its path under the example's folder; log files are still to be packed. */
export function exampleFiles(): Map<string, string> {
  const batches = Map.groupBy(story(), ({ awsRegion, eventTime }) => `${awsRegion} ${eventTime.slice(0, 13)}`);
  return new Map([['alarm.json', `${JSON.stringify(alarm(), null, 2)}\n`], ...[...batches].map(([, records]) => logFile(records))]);
}

/** One file holds an hour of one Region. Real trails deliver more often: this keeps the example to a few files. */
function logFile(records: readonly CloudTrailRecord[]): [string, string] {
  const [{ awsRegion: region, eventTime } = { awsRegion: '', eventTime: '' }] = records;
  const delivered = Date.parse(`${eventTime.slice(0, 13)}:00:00Z`) + HOUR + DELIVERY_DELAY;
  const path = logPath({ account: ACCOUNT, region }, delivered, random(`${region} ${delivered}`));
  return [`logs/${path}`, logText(records)];
}
