import { DescribeTrailsCommand, GetEventSelectorsCommand, GetTrailStatusCommand, type Trail } from '@aws-sdk/client-cloudtrail';
import { HOUR, timestamp } from '../../../core/time.ts';
import { clock } from '../../clock.ts';
import { permitted } from '../refused.ts';
import { type Check, type Look, type Subject, say } from './check.ts';

const about = 'trail';

/** Whether a trail delivers what the settings say to where they say. */
export const trail: Look = {
  about,
  look: async (subject) => {
    const bucket = subject.settings.trail.bucket ?? subject.outputs?.LogsBucket;
    const { ok, problem } = say(about);
    if (bucket === undefined) return [ok('trail.bucket is not set: the deployment makes a trail of its own')];
    const command = new DescribeTrailsCommand({ includeShadowTrails: true });
    const { trailList = [] } = await permitted('cloudtrail:DescribeTrails', () => subject.clients.cloudtrail.send(command));
    const mine = trailList.filter(({ S3BucketName }) => S3BucketName === bucket);
    const inAll = mine.find(({ IsMultiRegionTrail }) => IsMultiRegionTrail) ?? mine[0];
    if (inAll !== undefined)
      return [...shapeChecks(inAll, subject), ...(await statusChecks(inAll, subject)), ...(await eventChecks(inAll, subject))];
    const others = trailList.map(({ Name, S3BucketName }) => `${Name} to ${S3BucketName}`).join(', ');
    return [
      problem(
        `no trail that ${subject.region} shows delivers to '${bucket}'${others === '' ? '' : `; there is ${others}`}`,
        'set trail.bucket to where the trail delivers; a trail of another account is seen only from there',
      ),
    ];
  },
};

function shapeChecks(found: Trail, subject: Subject): Check[] {
  const { ok, warning } = say(about);
  const reach =
    found.IsMultiRegionTrail === true
      ? ok(`${found.Name} delivers to '${found.S3BucketName}'`)
      : warning(`${found.Name} logs one Region only`, 'make it a multi-Region trail: what happens elsewhere is not seen');
  // A trail of the deployment itself is as it has to be, and settings name none.
  return subject.settings.trail.bucket === undefined ? [reach] : [reach, ...differences(found, subject)];
}

/** What of a trail the settings have to repeat, since keys and policies are made of it. */
function differences(found: Trail, { settings }: Subject): Check[] {
  const { problem } = say(about);
  const { prefix, organization, kmsKeyArn } = settings.trail;
  const [hasPrefix, setPrefix] = [found.S3KeyPrefix ?? '', prefix.replace(/^\/+|\/+$/g, '')];
  const isOrganization = found.IsOrganizationTrail === true;
  const wrong: readonly (readonly [isWrong: boolean, text: string, remedy: string])[] = [
    [hasPrefix !== setPrefix, `it writes under the prefix '${hasPrefix}'`, `set trail.prefix to '${hasPrefix}', not '${setPrefix}'`],
    [
      isOrganization && organization === undefined,
      'it is the trail of an organization',
      'set trail.organization to its id (o-...): the keys of its files have it',
    ],
    [
      !isOrganization && organization !== undefined,
      `it is no organization's trail, and trail.organization is '${organization}'`,
      'take trail.organization away',
    ],
    [
      found.KmsKeyId !== undefined && kmsKeyArn !== found.KmsKeyId,
      `it encrypts with ${found.KmsKeyId}`,
      'set trail.kmsKeyArn to this: else the temporary role may not decrypt',
    ],
  ];
  return wrong.flatMap(([isWrong, text, remedy]) => (isWrong ? [problem(text, remedy)] : []));
}

async function statusChecks({ TrailARN: Name, HomeRegion }: Trail, { clientsIn, region }: Subject): Promise<Check[]> {
  const { ok, warning, problem } = say('delivery');
  const { cloudtrail } = clientsIn(HomeRegion ?? region);
  const status = await permitted('cloudtrail:GetTrailStatus', () => cloudtrail.send(new GetTrailStatusCommand({ Name })));
  if (status.IsLogging !== true)
    return [problem('the trail is stopped', 'start it: aws cloudtrail start-logging; find out who stopped it')];
  if (status.LatestDeliveryError)
    return [problem(`CloudTrail could not deliver: ${status.LatestDeliveryError}`, 'mend the policy of the log bucket')];
  const latest = status.LatestDeliveryTime?.getTime() ?? 0;
  if (latest < clock.now() - HOUR) {
    const text = latest === 0 ? 'nothing was delivered yet' : `the last file came at ${timestamp(latest)}`;
    return [warning(text, 'wait for a file, if the trail is new; else look at the bucket and its policy')];
  }
  return [ok(`on, last file at ${timestamp(latest)}`)];
}

async function eventChecks({ TrailARN: TrailName, HomeRegion }: Trail, { clientsIn, region }: Subject): Promise<Check[]> {
  const { ok, warning, problem } = say('events logged');
  const { cloudtrail } = clientsIn(HomeRegion ?? region);
  const selectors = await permitted('cloudtrail:GetEventSelectors', () => cloudtrail.send(new GetEventSelectorsCommand({ TrailName })));
  const { EventSelectors: classic = [], AdvancedEventSelectors: advanced = [] } = selectors;
  const categories = advanced.flatMap(({ FieldSelectors = [] }) =>
    FieldSelectors.filter(({ Field }) => Field === 'eventCategory').flatMap(({ Equals = [] }) => Equals),
  );
  const managing = classic.filter(({ IncludeManagementEvents }) => IncludeManagementEvents !== false);
  const remedy = 'log management events, read and write, with the trail: most runbooks ask nothing else';
  if (managing.length === 0 && !categories.includes('Management')) return [problem('no management events', remedy)];
  const readWrite = managing.map(({ ReadWriteType }) => ReadWriteType ?? 'All');
  if (managing.length > 0 && !readWrite.includes('All')) return [warning(`of management events only ${readWrite.join(', ')}`, remedy)];
  const data = classic.some(({ DataResources = [] }) => DataResources.length > 0) || categories.includes('Data');
  return [
    ok(
      data
        ? 'management events, and data events of what the trail names'
        : 'management events; no data events, so access to objects is not seen',
    ),
  ];
}
