// Everybody and everything in the story. Nothing here exists: ids end with EXAMPLE, and the addresses are the blocks that RFC 5737
// keeps for documentation.
import type { Role, User } from '../logs/identities.ts';
import type { Caller } from '../logs/record.ts';
import type { Bucket } from '../logs/s3.ts';

/** The company's account, a number that the documentation of AWS uses. */
export const ACCOUNT = '111122223333';
/** The intruder's own account. */
export const FOREIGN_ACCOUNT = '999988887777';

/** Where the company works: its application, its global services, and a Region that only the auditors look into. */
export const HOME = 'eu-west-1';
export const GLOBAL = 'us-east-1';
export const IDLE = 'us-west-2';

/** A Tuesday without any incident, and the day of it. */
export const DAYS = ['2026-11-17', '2026-11-18'] as const;

const user = (name: string, id: string): User => ({ account: ACCOUNT, name, id });
const role = (name: string, id: string, path?: string): Role => ({ account: ACCOUNT, name, id, path });

/** Whose key leaked: the user of the build pipeline, made long ago with more rights than it needs. */
export const RELEASE = user('ci-release', 'AIDAQ3EGR7KWH2EXAMPLE');
/** The user that the intruder makes, named like one of the company. */
export const BACKDOOR = user('svc-metrics-sync', 'AIDAQ3EGV4MDZ7EXAMPLE');
/** People, with a second factor each. */
export const ADMINS = [
  user('mira.holt', 'AIDAQ3EGT2NBS3EXAMPLE'),
  user('jonas.adeyemi', 'AIDAQ3EGX6PLF4EXAMPLE'),
  user('priya.raman', 'AIDAQ3EGY5QWC5EXAMPLE'),
] as const;

/** In a public repository since the small hours of the second day. */
export const LEAKED_KEY = 'AKIAQ3EGR7KWHEXAMPLE';
/** Made for the pipeline in the morning, when the leaked key was off. */
export const NEW_RELEASE_KEY = 'AKIAQ3EGS2NTAEXAMPLE';
/** The key of the new user. */
export const BACKDOOR_KEY = 'AKIAQ3EGV4MDZEXAMPLE';

/** What the pipeline assumes to release. */
export const DEPLOY = role('deploy-production', 'AROAQ3EGD2VJK2EXAMPLE');
/** The shop's own software. */
export const ORDERS = role('orders-api-task', 'AROAQ3EGF5RTN3EXAMPLE');
/** Writes invoices, as a Lambda function. */
export const INVOICES = role('invoice-worker', 'AROAQ3EGH6SYM4EXAMPLE');
/** What the scanner assumes; it may read everything. */
export const AUDITOR = role('security-audit', 'AROAQ3EGJ7XBP5EXAMPLE');
/** Was there before; the intruder lets another account assume it, and nobody notices. */
export const REPORTING = role('reporting-export', 'AROAQ3EGK4CDQ6EXAMPLE');
/** The role of AWS Config, linked to the service. */
export const CONFIG = role('AWSServiceRoleForConfig', 'AROAQ3EGL3ZHR7EXAMPLE', '/aws-service-role/config.amazonaws.com/');
/** The role that the intruder makes for another account. */
export const SUPPORT = role('OrgSupportAccess', 'AROAQ3EGM6FUV2EXAMPLE');

const bucket = (name: string, region = HOME): Bucket => ({ account: ACCOUNT, region, name });

/** What the intruder is after. */
export const CUSTOMER_DATA = bucket('examplecorp-customer-exports');
/** What the invoice worker writes. */
export const INVOICE_FILES = bucket('examplecorp-invoices');
/** What the pipeline builds; its objects are logged like the others. */
export const ARTIFACTS = bucket('examplecorp-build-artifacts');
/** All of the company's buckets, its trail's among them. */
export const BUCKETS = [CUSTOMER_DATA, INVOICE_FILES, ARTIFACTS, bucket('examplecorp-cloudtrail', GLOBAL)] as const;

/** Encrypts the buckets and the secrets. */
export const DATA_KEY = `arn:aws:kms:${HOME}:${ACCOUNT}:key/7c2f4a10-5d3e-4b8a-9f61-0e2d4c6b8a12`;
/** Logs every Region, and the objects of the buckets. */
export const TRAIL = `arn:aws:cloudtrail:${GLOBAL}:${ACCOUNT}:trail/company-trail`;
/** The software reads two of them; the intruder reads all. */
export const SECRETS = [
  'prod/orders/database',
  'prod/payments/api-key',
  'prod/invoices/smtp',
  'prod/warehouse/redshift',
  'shared/signing/jwt',
  'shared/github/deploy-token',
] as const;

/** The company's own address. */
export const OFFICE = '203.0.113.24';
/** Where the pipeline's runners reach the internet. */
export const RUNNERS = '203.0.113.180';
/** A rented machine at a hosting company, from which the leaked key was used. */
export const HOSTING = '198.51.100.77';
/** The second address, of the new user's key. */
export const SECOND = '192.0.2.146';

/** What people sign in with, the intruder too. */
export const BROWSER =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36';
/** What the console signs with in the name of the person in front of it. */
export const CONSOLE =
  'AWS-Console, aws-internal/3 aws-sdk-java/1.12.780 Linux/5.10.240 OpenJDK_64-Bit_Server_VM/25.462-b08 java/1.8.0_462';

/** An AWS service that acts for somebody: CloudTrail shows its name as address and as agent. */
export const through = (identity: Caller['identity'], service: string): Caller => ({ identity, ip: service, agent: service });
