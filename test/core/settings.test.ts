import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../lib/core/errors.ts';
import { placeOf } from '../../lib/core/place.ts';
import { parseSettings } from '../../lib/core/settings.ts';
import { published } from '../../scripts/schemas.ts';

const DEFAULTS = {
  trail: { prefix: '', accounts: [], regions: [] },
  access: { minutes: 15, custodians: [] },
  limits: { runbooks: 6, rows: 500, bytesPerQuery: 200_000_000_000, atOnce: 5, perHour: 30 },
  home: { dashboard: true },
  notify: { emails: [], pagers: [], chats: [], chatMinimumSeverity: 'medium' },
  triggers: { guarddutyMinimumSeverity: 4, cloudtrail: 'high', alarms: [], securityHub: true },
  audits: [],
  retention: { investigationDays: 365, logDays: 90 },
  thresholds: { minCount: 10, minDistinctApis: 15 },
  trusted: { accounts: [], networks: [], roles: [] },
};
const ALL = {
  $schema: './node_modules/trailwarden/schema/settings.schema.json',
  trail: {
    bucket: 'example-trail',
    prefix: 'security/audit',
    organization: 'o-a1b2c3d4e5',
    accounts: ['111122223333'],
    regions: ['eu-west-1', 'us-gov-east-1'],
    kmsKeyArn: 'arn:aws-us-gov:kms:us-gov-east-1:111122223333:key/mrk-1234abcd',
  },
  access: { minutes: 60, custodians: ['arn:aws:iam::111122223333:role/forensics'] },
  limits: { runbooks: 40, rows: 10_000, bytesPerQuery: 10_000_000, atOnce: 50, perHour: 1000 },
  home: { region: 'us-gov-east-1', dashboard: false },
  notify: {
    emails: [{ address: 'oncall+aws@example.com', minimumSeverity: 'info' }],
    pagers: [{ secret: 'trailwarden/pager', minimumSeverity: 'critical' }],
    chats: [{ slackWorkspaceId: 'T0123ABCD', slackChannelId: 'C0123ABCD' }],
    chatMinimumSeverity: 'low',
  },
  triggers: { guarddutyMinimumSeverity: 8.9, cloudtrail: ['logging-tampering'], alarms: ['cis-*'], securityHub: false },
  audits: [
    {
      name: 'weekly',
      schedule: 'cron(0 6 ? * MON *)',
      runbooks: ['logging-tampering'],
      parameters: { accountId: ['111122223333'] },
      lookBackHours: 168,
    },
  ],
  retention: { investigationDays: 3650, logDays: 731, lockDays: 365 },
  thresholds: { minCount: 1, minDistinctApis: 1 },
  trusted: { accounts: ['444455556666'], networks: ['192.0.2.0/24', '2001:db8::/32', '203.0.113.7/32'], roles: ['deployer'] },
};
const schema = published().find(([file]) => file === 'schema/settings.schema.json');
const validate = new Ajv2020({ allowUnionTypes: true }).compile(JSON.parse(schema?.[1] ?? ''));

/** What is wrong, where it is, and the sentence. `inSchema`: the published schema sees it too. */
const WRONG: readonly (readonly [unknown, string, { inSchema?: boolean }?])[] = [
  [{ access: { custodians: ['forensics'] } }, `'access.custodians.0' is not the ARN of a role or user; got "forensics"`],
  [{ notify: { emails: [{ address: 'nobody' }] } }, `'notify.emails.0.address' is not an e-mail address; got "nobody"`],
  [{ notify: { pagers: [{ secret: 'a b' }] } }, `'notify.pagers.0.secret' is not the name of a secret; got "a b"`],
  [{ notify: { pager: [] } }, "unknown key 'notify.pager'; did you mean 'pagers'?"],
  [{ audits: [{ name: 'x', schedule: 'daily', runbooks: ['a'] }] }, "'audits.0.schedule' is not cron(...) or rate(...)"],
  [{ retention: { logDays: 91 } }, "'retention.logDays' must be 30, 90, 180, 365 or 731; got 91"],
  [{ home: { region: 'Ireland' } }, `'home.region' is not a Region like eu-west-1; got "Ireland"`],
  [{ trail: { bucket: 'Not_A_Bucket' } }, `'trail.bucket' is not an S3 bucket name; got "Not_A_Bucket"`],
  [{ trail: { prefix: 'a*' } }, `'trail.prefix' is not a key prefix of letters, digits and !-_.'()=+@,:/; got "a*"`],
  [{ trail: { prefix: 'a?' } }, "'trail.prefix' is not a key prefix"],
  [{ trail: { prefix: `\${aws:username}` } }, "'trail.prefix' is not a key prefix"],
  [{ trail: { organization: 'a1b2' } }, '\'trail.organization\' is not an organization id like o-a1b2c3d4e5; got "a1b2"'],
  [{ trail: { accounts: [111122223333] } }, "'trail.accounts.0' is not an account id of 12 digits in quotes; got 111122223333"],
  [{ trail: { accounts: ['111122223333', '1'] } }, `'trail.accounts.1' is not an account id of 12 digits in quotes; got "1"`],
  [{ trail: { regions: ['*'] } }, `'trail.regions.0' is not a Region like eu-west-1; got "*"`],
  [
    { trail: { kmsKeyArn: 'arn:aws:kms:eu-west-1:111122223333:alias/trail' } },
    `'trail.kmsKeyArn' is not the ARN of a key (arn:aws:kms:...:key/...); an alias can't stand in a policy; got "arn:aws:kms:eu-west-1:111122223333:alias/trail"`,
  ],
  [{ trail: { kmsKeyArn: 'arn:aws:kms:*:111122223333:key/a' } }, "'trail.kmsKeyArn' is not the ARN of a key"],
  [{ access: { minutes: 30 } }, "'access.minutes' must be 15 or 60; got 30"],
  [{ limits: { runbooks: 0 } }, "'limits.runbooks' too small: expected number to be >=1; got 0"],
  [{ limits: { rows: 10_001 } }, "'limits.rows' too big: expected number to be <=10000; got 10001"],
  [{ thresholds: { minCount: 'many' } }, `'thresholds.minCount' expected number, received string; got "many"`],
  [{ thresholds: { minDistinctApis: 1.5 } }, "'thresholds.minDistinctApis' expected int, received number; got 1.5"],
  [{ trusted: { accounts: '111122223333' } }, `'trusted.accounts' expected array, received string; got "111122223333"`],
  [
    { trusted: { networks: ['10.0.0.5/8'] } },
    `'trusted.networks.0' has bits set behind its prefix, which Trino refuses; write 10.0.0.0/8; got "10.0.0.5/8"`,
    { inSchema: false },
  ],
  [{ trusted: { networks: ['10.0.0.0'] } }, `'trusted.networks.0' is not a network like 10.0.0.0/8; got "10.0.0.0"`, { inSchema: false }],
  [{ trusted: { networks: ['10.0.0.0/33'] } }, "'trusted.networks.0' is not a network like 10.0.0.0/8", { inSchema: false }],
  [{ trusted: { roles: ["x' OR 1=1"] } }, `'trusted.roles.0' is not a role name; got "x' OR 1=1"`, { inSchema: false }],
  [{ trail: { buckets: 'x' } }, "unknown key 'trail.buckets'; did you mean 'bucket'?; known here: bucket, prefix, organization, accounts"],
  [{ page: {} }, "unknown key 'page'; known here: trail, access, limits, home, notify, triggers, audits, retention, thresholds, trusted"],
  [[], 'the whole expected object, received array; got []'],
];

describe('settings', () => {
  it('may be left out, each and all', () => {
    expect(parseSettings({}, 'trailwarden.json')).toEqual(DEFAULTS);
    for (const key of Object.keys(DEFAULTS))
      expect(parseSettings({ [key]: key === 'audits' ? [] : {} }, 'trailwarden.json')).toEqual(DEFAULTS);
  });

  it('take every key, with the schema that an editor reads', () => {
    expect(parseSettings(ALL, 'trailwarden.json')).toEqual(ALL);
  });

  it.each(WRONG)('%j are refused with key, value and remedy', (input, sentence) => {
    expect(() => parseSettings(input, 'trailwarden.json')).toThrow(InputError);
    expect(() => parseSettings(input, 'trailwarden.json')).toThrow(`trailwarden.json: ${sentence}`);
  });

  it('say everything that is wrong at once, a line each', () => {
    const input = { access: { minutes: 30 }, limit: {}, other: 1, trusted: { networks: ['x', '10.0.0.1/8'] } };
    expect(() => parseSettings(input, 'f')).toThrow(
      new InputError(
        [
          `f: 'access.minutes' must be 15 or 60; got 30`,
          `f: 'trusted.networks.0' is not a network like 10.0.0.0/8; got "x"`,
          `f: 'trusted.networks.1' has bits set behind its prefix, which Trino refuses; write 10.0.0.0/8; got "10.0.0.1/8"`,
          `f: unknown key 'limit'; did you mean 'limits'?; known here: trail, access, limits, home, notify, triggers, audits, retention, thresholds, trusted`,
          `f: unknown key 'other'; known here: trail, access, limits, home, notify, triggers, audits, retention, thresholds, trusted`,
        ].join('\n'),
      ),
    );
  });
});

describe('the place of settings', () => {
  it('has the prefix without slashes at its ends, and says what is not known', () => {
    expect(placeOf(parseSettings({ trail: { prefix: '//a/b/' } }, 'f'))).toMatchObject({
      account: '000000000000',
      logs: { bucket: 'trail-bucket-not-set', prefix: 'a/b' },
      folder: { bucket: 'trailwarden-investigations-not-deployed' },
    });
    expect(placeOf(parseSettings(ALL, 'f')).logs).toEqual({
      bucket: 'example-trail',
      prefix: 'security/audit',
      organization: 'o-a1b2c3d4e5',
      kmsKeyArn: ALL.trail.kmsKeyArn,
    });
  });
});

describe('the published schema of settings', () => {
  it('is what the sources say: `node scripts/schemas.ts` writes it again', () => {
    expect(readFileSync('schema/settings.schema.json', 'utf8')).toBe(schema?.[1]);
  });

  it('takes what the sources take', () => {
    for (const input of [{}, ALL]) expect(validate(input), JSON.stringify(validate.errors)).toBe(true);
  });

  it.each(WRONG.filter(([, , { inSchema = true } = {}]) => inSchema))('refuses %j', (input) => {
    expect(validate(input)).toBe(false);
  });

  it('describes every setting', () => {
    const { properties } = JSON.parse(schema?.[1] ?? '');
    const undescribed = Object.entries<{ properties?: Record<string, { description?: string }> }>(properties).flatMap(([group, one]) =>
      Object.entries(one.properties ?? {}).flatMap(([key, { description }]) => (description === undefined ? [`${group}.${key}`] : [])),
    );
    expect(undescribed).toEqual([]);
  });
});
