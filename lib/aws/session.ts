import { type AthenaClient, GetWorkGroupCommand } from '@aws-sdk/client-athena';
import { AssumeRoleCommand, type STSClient } from '@aws-sdk/client-sts';
import { Interrupted, messageOf } from '../core/errors.ts';
import { ROLE_NOT_READY } from '../core/interruptions.ts';
import { isDenied } from './athena/interrupted-by.ts';
import { clock } from './clock.ts';

/** Credentials of the temporary role, as every client takes them. */
export interface RoleCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string | undefined;
  readonly expiration: Date | undefined;
}

/** Which role to assume, and for which investigation. */
export interface Assuming {
  readonly sts: STSClient;
  readonly roleArn: string;
  readonly id: string;
}

/** The shortest that STS gives, in seconds: the role may live for longer, and each process assumes it for itself. */
const SESSION = 900;

/** Assumes the temporary role for 15 minutes, under the investigation's id. */
export async function assumeRole({ sts, roleArn, id }: Assuming): Promise<RoleCredentials> {
  const command = new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: id, SourceIdentity: id, DurationSeconds: SESSION });
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = (await sts.send(command)).Credentials ?? {};
  if (AccessKeyId === undefined || SecretAccessKey === undefined) throw new Error(`STS gave no credentials for '${roleArn}'`);
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken, expiration: Expiration };
}

/** What besides shows that the role works. */
export interface Probing extends Assuming {
  readonly workgroup: string;
  readonly athenaWith: (credentials: RoleCredentials) => AthenaClient;
}

/** A role and its policy show everywhere within seconds, rarely a minute; Terraform's AWS provider waits for two at most as well. */
const PATIENCE = 120_000;
const LONGEST_PAUSE = 15_000;

/**
 * Assumes the role as soon as both it and its policy have arrived everywhere: they do so separately, so a session is no proof that it may
 * do anything. Rights are judged at each call, so a session from before the policy arrived is as good as one from after.
 */
export async function whenReady(probing: Probing): Promise<RoleCredentials> {
  const began = clock.now();
  let credentials: RoleCredentials | undefined;
  for (let pause = 1000; ; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
    try {
      credentials ??= await assumeRole(probing);
      await probing.athenaWith(credentials).send(new GetWorkGroupCommand({ WorkGroup: probing.workgroup }));
      return credentials;
    } catch (thrown) {
      if (!isDenied(thrown)) throw thrown;
      const waited = clock.now() - began;
      if (waited >= PATIENCE) throw notReady(probing, thrown);
      // To ask often makes it worse: a refusal may be kept for a while. Half of the pause is chance, so that two do not ask in step.
      await clock.sleep(Math.min(pause * (0.5 + Math.random() / 2), PATIENCE - waited));
    }
  }
}

const notReady = ({ roleArn }: Assuming, thrown: unknown): Interrupted =>
  new Interrupted(ROLE_NOT_READY, `'${roleArn}' cannot be used ${PATIENCE / 1000} seconds after the first attempt: ${messageOf(thrown)}`);
