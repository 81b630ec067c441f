import { random } from '../logs/random.ts';
import { type CloudTrailRecord, record } from '../logs/record.ts';
import { application } from './application.ts';
import { audit, inventory } from './audit.ts';
import { backdoor } from './backdoor.ts';
import { ACCOUNT, DAYS } from './cast.ts';
import { at, type Entry } from './entry.ts';
import { intrusion } from './intrusion.ts';
import { people } from './people.ts';
import { pipeline } from './pipeline.ts';
import { response } from './response.ts';
import { services } from './services.ts';

/** From the cut of the trail's event selectors until they were put back. */
const BLIND = { from: at(DAYS[1], '03:41:07'), to: at(DAYS[1], '09:18:30') };

/** Every record that the trail delivered, in order of time. */
export function story(): CloudTrailRecord[] {
  const ordinary = DAYS.flatMap((day) => [pipeline, application, audit, inventory, people, services].flatMap((part) => part(day)));
  const incident = [...intrusion(), ...backdoor(), ...response()];
  const chance = random('leaked-key');
  return [...ordinary, ...incident]
    .toSorted((one, other) => one.time - other.time)
    .map((entry) => ({ entry, written: record({ ...entry, account: ACCOUNT }, chance) }))
    .filter(({ entry, written }) => isLogged(entry, written))
    .map(({ written }) => written);
}

/** While the trail logged changes only, neither reads nor the objects of buckets are in it. */
const isLogged = ({ time }: Entry, { readOnly, managementEvent }: CloudTrailRecord): boolean =>
  time <= BLIND.from || time >= BLIND.to || (managementEvent && !readOnly);
