import { GetBucketLocationCommand, GetBucketPolicyCommand, HeadBucketCommand, type S3Client } from '@aws-sdk/client-s3';
import { permitted, Refused } from '../refused.ts';
import { type Check, type Look, rolePathOf, type Subject, say } from './check.ts';
import { admits, isNetworkDenial, statementsIn } from './policy-text.ts';

const about = 'log bucket';
const STATEMENTS = "'trailwarden doctor --statements' prints what to add";

/** Whether the temporary role will be let in by the bucket that the settings name. */
export const logsBucket: Look = {
  about,
  look: async (subject) => {
    const { bucket } = subject.settings.trail;
    if (bucket === undefined) return [];
    const { s3 } = subject.clients;
    const own = await isOwn(bucket, subject.caller.account, s3);
    if (own === undefined) return [say(about).problem(`no bucket '${bucket}'`, 'set trail.bucket to where the trail delivers')];
    return [...(await regionChecks(bucket, subject)), ...(await policyChecks(bucket, subject, own))];
  },
};

/** Undefined where there is no such bucket. S3 refuses a request that expects another owner. Source: S3 User Guide, "Verifying bucket ownership". */
async function isOwn(bucket: string, account: string, s3: S3Client): Promise<boolean | undefined> {
  try {
    await permitted('s3:ListBucket', () => s3.send(new HeadBucketCommand({ Bucket: bucket, ExpectedBucketOwner: account })));
    return true;
  } catch (thrown) {
    if (thrown instanceof Refused) return false;
    if (thrown instanceof Error && thrown.name === 'NotFound') return undefined;
    throw thrown;
  }
}

async function regionChecks(bucket: string, { clients: { s3 }, region }: Subject): Promise<Check[]> {
  const { ok, warning, unknown } = say(about);
  try {
    const { LocationConstraint: location } = await permitted('s3:GetBucketLocation', () =>
      s3.send(new GetBucketLocationCommand({ Bucket: bucket })),
    );
    const at = location ?? 'us-east-1';
    if (at === region) return [ok(`in ${at}, like the deployment`)];
    return [
      warning(`it is in ${at}, the deployment in ${region}`, `set home.region to '${at}': reading across Regions costs transfer and time`),
    ];
  } catch (thrown) {
    if (thrown instanceof Refused) return [unknown(thrown.message, `run doctor with ${thrown.permission}`)];
    throw thrown;
  }
}

async function policyChecks(bucket: string, subject: Subject, own: boolean): Promise<Check[]> {
  const { unknown } = say('log bucket policy');
  try {
    const text = await policyOf(bucket, subject.clients.s3);
    return judged(text, subject, own);
  } catch (thrown) {
    // Only the owner may read a policy: to others it is no question of permissions. Source: S3 API Reference, GetBucketPolicy.
    if (!(thrown instanceof Refused) && !(thrown instanceof Error && thrown.name === 'MethodNotAllowed')) throw thrown;
    const remedy = own
      ? 'run doctor with s3:GetBucketPolicy'
      : `run doctor with credentials of the bucket's account, or see that its policy admits the role: ${STATEMENTS}`;
    return [unknown(`the policy of '${bucket}' cannot be read from here`, remedy)];
  }
}

async function policyOf(bucket: string, s3: S3Client): Promise<string> {
  try {
    const { Policy = '' } = await permitted('s3:GetBucketPolicy', () => s3.send(new GetBucketPolicyCommand({ Bucket: bucket })));
    return Policy;
  } catch (thrown) {
    if (thrown instanceof Error && thrown.name === 'NoSuchBucketPolicy') return '';
    throw thrown;
  }
}

function judged(text: string, subject: Subject, own: boolean): Check[] {
  const { ok, problem, unknown } = say('log bucket policy');
  const statements = statementsIn(text);
  if (statements === undefined) return [unknown('it is not of a form that doctor reads', STATEMENTS)];
  const denial = statements.find(isNetworkDenial);
  if (denial !== undefined) {
    const remedy = `except ${rolePathOf(subject)}* by aws:PrincipalArn, or calls by services by aws:ViaAWSService: Athena reads from no VPC of yours`;
    return [problem(`${denial.Sid ?? 'a statement'} denies whoever comes from outside a network`, remedy)];
  }
  if (own) return [ok('in this account, and nothing in it denies by network')];
  const admitted = admits(statements, { account: subject.caller.account, action: 's3:GetObject' });
  return [admitted ? ok(`it admits account ${subject.caller.account}`) : problem('it does not admit the temporary role', STATEMENTS)];
}
