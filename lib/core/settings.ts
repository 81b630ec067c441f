import * as z from 'zod';
import { ENTITIES } from './entity.ts';
import { InputError } from './errors.ts';
import { didYouMean } from './nearest.ts';
import { Audits, Home, Notify, Retention, Triggers } from './settings/deployed.ts';
import { cidrProblem } from './sql/cidr.ts';

const NO_ACCOUNT = 'is not an account id of 12 digits in quotes';
const accountId = z.string(NO_ACCOUNT).regex(ENTITIES.accountId.pattern, NO_ACCOUNT);
const region = z.string().regex(ENTITIES.region.pattern, 'is not a Region like eu-west-1');
/** Wildcards and policy variables would make the role's policies mean more than they say. */
const keyPrefix = z.string().regex(/^[\w!.'()=+@,:/-]*$/, "is not a key prefix of letters, digits and !-_.'()=+@,:/");
const kmsKeyArn = z
  .string()
  .regex(
    /^arn:aws(-[a-z]+)*:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+$/,
    "is not the ARN of a key (arn:aws:kms:...:key/...); an alias can't stand in a policy",
  );

const network = z.string().superRefine((text, context) => {
  const problem = cidrProblem(text);
  if (problem !== undefined) context.addIssue(problem);
});

/** All settings of the product, for cdk.json (context key `trailwarden`) and trailwarden.json. Every key may be left out. */
export const Settings = z.strictObject({
  $schema: z.string().optional().describe('Where this schema is, for editors'),
  trail: z
    .strictObject({
      bucket: z
        .string()
        .regex(ENTITIES.bucketName.pattern, 'is not an S3 bucket name')
        .optional()
        .describe('Bucket to which the trail delivers'),
      prefix: keyPrefix.default('').describe('What stands before AWSLogs/ in its keys'),
      organization: z
        .string()
        .regex(/^o-[a-z0-9]{10,32}$/, 'is not an organization id like o-a1b2c3d4e5')
        .optional()
        .describe('Organization of the trail, where it is one: its id is a folder of the keys'),
      accounts: z.array(accountId).default([]).describe('Accounts to read where an alarm names none; none listed = all'),
      regions: z.array(region).default([]).describe('Regions with logs; none listed = all'),
      kmsKeyArn: kmsKeyArn.optional().describe('Key that encrypts the log files'),
    })
    .prefault({}),
  access: z
    .strictObject({
      minutes: z
        .union([z.literal(15), z.literal(60)], 'must be 15 or 60')
        .default(15)
        .describe('Life of the temporary role'),
      custodians: z
        .array(z.string().regex(/^arn:aws(-[a-z]+)*:iam::\d{12}:(role|user)\/[\w+=,.@/-]{1,512}$/, 'is not the ARN of a role or user'))
        .default([])
        .describe('ARNs of roles that may copy whole investigations, evidence included, where their own policies let them too'),
    })
    .prefault({}),
  limits: z
    .strictObject({
      runbooks: z.int().min(1).max(40).default(6).describe('Runbooks that one alarm starts'),
      rows: z.int().min(1).max(10_000).default(500).describe('Rows that one step may answer'),
      bytesPerQuery: z.int().min(10_000_000).default(200_000_000_000).describe('Bytes after which Athena stops a query'),
      atOnce: z.int().min(1).max(50).default(5).describe('Investigations that run at once; further alarms wait'),
      perHour: z.int().min(1).max(1000).default(30).describe('Investigations that alarms may start within an hour; further alarms wait'),
    })
    .prefault({}),
  home: Home,
  notify: Notify,
  triggers: Triggers,
  audits: Audits,
  retention: Retention,
  thresholds: z
    .strictObject({
      minCount: z.int().min(1).default(10).describe('From how many calls on a burst is one (:minCount)'),
      minDistinctApis: z.int().min(1).default(15).describe('From how many operations on looking around stands out (:minDistinctApis)'),
    })
    .prefault({}),
  trusted: z
    .strictObject({
      accounts: z.array(accountId).default([]).describe('Accounts whose access is expected'),
      networks: z.array(network).default([]).describe('Networks of the offices and the VPN'),
      roles: z
        .array(z.string().refine(ENTITIES.principalName.test, 'is not a role name'))
        .default([])
        .describe('Roles that may make changes'),
    })
    .prefault({}),
});
export type Settings = z.infer<typeof Settings>;

/** Reads settings; throws an InputError that names each wrong key, its value and what would be right. `origin` says where they stand. */
export function parseSettings(input: unknown, origin: string): Settings {
  const result = Settings.safeParse(input);
  if (result.success) return result.data;
  const lines = result.error.issues.flatMap((issue) => describe(issue, input)).map((line) => `${origin}: ${line}`);
  throw new InputError(lines.join('\n'));
}

function describe(issue: z.core.$ZodIssue, input: unknown): string[] {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') {
    const shape = path.reduce<unknown>(shapeOf, Settings.shape);
    const known = typeof shape === 'object' && shape !== null ? Object.keys(shape).filter((key) => key !== '$schema') : [];
    return issue.keys.map((key) => `unknown key '${[...path, key].join('.')}'${didYouMean(key, known)}; known here: ${known.join(', ')}`);
  }
  const value = path.reduce<unknown>((at, key) => (typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined), input);
  const message = issue.message.replace(/^Invalid input: /, '').replace(/^Too /, 'too ');
  return [`${path.length === 0 ? 'the whole' : `'${path.join('.')}'`} ${message}; got ${JSON.stringify(value)}`];
}

const shapeOf = (shape: unknown, key: string): unknown => {
  const inner = typeof shape === 'object' && shape !== null ? Reflect.get(shape, key) : undefined;
  return inner instanceof z.ZodPrefault && inner.unwrap() instanceof z.ZodObject ? Reflect.get(inner.unwrap(), 'shape') : {};
};
