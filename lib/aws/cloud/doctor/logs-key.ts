import { DescribeKeyCommand, GetKeyPolicyCommand } from '@aws-sdk/client-kms';
import { permitted, Refused } from '../refused.ts';
import { type Check, type Look, type Subject, say } from './check.ts';
import { admits, statementsIn } from './policy-text.ts';

const about = 'log key';

/** Whether the temporary role may decrypt the log files. */
export const logsKey: Look = {
  about,
  look: async (subject) => {
    const arn = subject.settings.trail.kmsKeyArn;
    if (arn === undefined) return [];
    const { ok, problem } = say(about);
    const { kms } = subject.clientsIn(arn.split(':')[3] ?? subject.region);
    const { KeyMetadata } = await permitted('kms:DescribeKey', () => kms.send(new DescribeKeyCommand({ KeyId: arn })));
    const state = KeyMetadata?.KeyState;
    if (state !== 'Enabled') return [problem(`${arn} is ${state}`, 'enable it or cancel its deletion: without it no log file can be read')];
    return [ok('enabled'), ...(await policyChecks(arn, subject))];
  },
};

async function policyChecks(arn: string, { clientsIn, region, caller }: Subject): Promise<Check[]> {
  const { ok, problem, unknown } = say('log key policy');
  const remedy = "'trailwarden doctor --statements' prints what to add";
  const { kms } = clientsIn(arn.split(':')[3] ?? region);
  try {
    const { Policy = '' } = await permitted('kms:GetKeyPolicy', () =>
      kms.send(new GetKeyPolicyCommand({ KeyId: arn, PolicyName: 'default' })),
    );
    const statements = statementsIn(Policy) ?? [];
    const admitted = admits(statements, { account: caller.account, action: 'kms:Decrypt' });
    return [
      admitted
        ? ok(`it lets policies of account ${caller.account} allow kms:Decrypt`)
        : problem('it does not admit the temporary role', remedy),
    ];
  } catch (thrown) {
    if (!(thrown instanceof Refused)) throw thrown;
    return [unknown(thrown.message, `run doctor in the key's account with kms:GetKeyPolicy, or see that it admits the role: ${remedy}`)];
  }
}
