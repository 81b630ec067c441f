import { ACCOUNT, DAYS, GLOBAL, HOSTING, LEAKED_KEY, RELEASE } from './cast.ts';

const DETECTOR = '3ec5f0a1b2c34d5e8f90718293a4b5c6';
const FINDING = '8ac7d1e2f3044c5b96a7b8c9d0e1f203';
const place = (day: string, clock: string) => `${day}T${clock}.000Z`;

/** The GuardDuty finding as EventBridge delivers it: the key of the pipeline is used by somebody else. */
export function alarm() {
  const day = DAYS[1];
  return {
    version: '0',
    id: '5d0c2b7e-91f4-4a3d-8e66-1f2a3b4c5d6e',
    'detail-type': 'GuardDuty Finding',
    source: 'aws.guardduty',
    account: ACCOUNT,
    time: `${day}T04:20:02Z`,
    region: GLOBAL,
    resources: [],
    detail: {
      schemaVersion: '2.0',
      accountId: ACCOUNT,
      region: GLOBAL,
      partition: 'aws',
      id: FINDING,
      arn: `arn:aws:guardduty:${GLOBAL}:${ACCOUNT}:detector/${DETECTOR}/finding/${FINDING}`,
      type: 'CredentialAccess:IAMUser/CompromisedCredentials',
      resource: { resourceType: 'AccessKey', accessKeyDetails: accessKey },
      service: { ...service, eventFirstSeen: place(day, '02:03:11'), eventLastSeen: place(day, '04:08:26') },
      severity: 8,
      createdAt: place(day, '02:21:37'),
      updatedAt: place(day, '04:18:55'),
      title: `The credentials of the IAM user ${RELEASE.name} are potentially compromised.`,
      description: `APIs were invoked with the access key ${LEAKED_KEY} of the IAM user ${RELEASE.name} from ${HOSTING}, in a way that is associated with a known compromise of credentials.`,
    },
  };
}

const accessKey = { accessKeyId: LEAKED_KEY, principalId: RELEASE.id, userType: 'IAMUser', userName: RELEASE.name };

const remoteIpDetails = {
  ipAddressV4: HOSTING,
  organization: { asn: '64500', asnOrg: 'Example Hosting', isp: 'Example Hosting', org: 'Example Hosting' },
  country: { countryName: 'Netherlands', countryCode: 'NL' },
  city: { cityName: 'Amsterdam' },
  geoLocation: { lat: 52.37, lon: 4.9 },
};

const service = {
  serviceName: 'guardduty',
  detectorId: DETECTOR,
  featureName: 'CloudTrail',
  action: {
    actionType: 'AWS_API_CALL',
    awsApiCallAction: {
      api: 'CreateUser',
      serviceName: 'iam.amazonaws.com',
      callerType: 'Remote IP',
      remoteIpDetails,
      affectedResources: { 'AWS::IAM::User': `arn:aws:iam::${ACCOUNT}:user/svc-metrics-sync` },
    },
  },
  resourceRole: 'TARGET',
  additionalInfo: { value: '{}', type: 'default' },
  evidence: { threatIntelligenceDetails: [] },
  count: 26,
  archived: false,
};
