import type { Alarm } from '../alarm.ts';
import { type Entities, type EntityName, sift } from '../entity.ts';
import type { Candidate } from './source.ts';

/** An alarm before its values have met their rules. */
export interface Draft extends Pick<Alarm, 'kind' | 'type' | 'id' | 'title' | 'severity' | 'activity' | 'time' | 'request'> {
  readonly sample?: boolean;
  /** Who raised it, where another service only handed it on: both deliveries are one alarm. */
  readonly raisedBy?: Alarm['kind'];
  readonly candidates: readonly Candidate[];
}

/** Names and titles are shown, never searched: what is longer than this is a nuisance in a message. */
const LONGEST = 300;

/** The alarm of a draft: each candidate kept under its rule or listed as dropped, and the key by which repeats are known. */
export function alarmFrom({ raisedBy, candidates, sample = false, ...draft }: Draft): Alarm {
  const { entities, dropped } = sift(candidates);
  const account = only(entities.accountId);
  const region = only(entities.region);
  return {
    ...draft,
    type: draft.type.slice(0, LONGEST),
    title: draft.title.slice(0, LONGEST),
    dedupKey: [raisedBy ?? draft.kind, account ?? '-', region ?? '-', draft.id].join(':'),
    account,
    region,
    sample,
    entities: withResources(entities),
    dropped,
  };
}

const only = (values: readonly string[] = []): string | undefined => (values.length === 1 ? values[0] : undefined);

/** Entities that are resources, so that a runbook about any resource finds them too. */
const RESOURCES: readonly EntityName[] = [
  'instanceId',
  'imageId',
  'functionName',
  'clusterName',
  'modelId',
  'bucketName',
  'dbIdentifier',
  'tableName',
  'snapshotId',
  'secretArn',
  'keyId',
  'trailName',
  'securityGroupId',
];

function withResources(entities: Entities): Entities {
  const resources = new Set([...(entities.resourceId ?? []), ...RESOURCES.flatMap((name) => entities[name] ?? [])]);
  return resources.size === 0 ? entities : { ...entities, resourceId: [...resources] };
}
