import { describe, expect, it } from 'vitest';
import type { Store } from './athena/store.ts';
import type { Decision, Question } from './iam/question.ts';
import { judgedStore } from './judged-store.ts';

const store: Store = { list: async () => [], localPath: async (_bucket, key) => `/cache/${key}`, put: async () => undefined };

/** A store for a session that may do what `isAllowed` says, and all that was asked of IAM. */
function storeWith(isAllowed: (question: Question) => boolean) {
  const decisions: Decision[] = [];
  const ask = async (_caller: unknown, questions: readonly Question[]) => {
    const made = questions.map((question) => ({
      ...question,
      role: 'tw-one',
      session: 'one',
      allowed: isAllowed(question),
      result: 'decided',
    }));
    decisions.push(...made);
    return made;
  };
  const caller = { role: 'tw-one', session: 'one', context: {}, expires: Number.POSITIVE_INFINITY };
  const sessions = { callerOf: async (key: string) => (key === 'ASIA1' ? caller : undefined), remember: () => undefined };
  const keys = new Map([['logs', 'arn:aws:kms:eu-west-1:111122223333:key/1']]);
  return { decisions, storeFor: (key: string) => judgedStore(store, { judge: { ask, decisions }, sessions, keys }, key) };
}

describe('S3 as Athena reaches it for a session', () => {
  it('asks of a folder that is read whether it may be listed and read, by way of Athena, and of its key', async () => {
    const { decisions, storeFor } = storeWith(() => true);
    const one = storeFor('ASIA1');
    expect(await one.localPath('logs', 'a/b/1.gz')).toBe('/cache/a/b/1.gz');
    await one.localPath('logs', 'a/b/2.gz');
    expect(decisions.map(({ action, resource }) => `${action} ${resource}`)).toEqual([
      's3:ListBucket arn:aws:s3:::logs',
      's3:GetObject arn:aws:s3:::logs/a/b/1.gz',
      'kms:Decrypt arn:aws:kms:eu-west-1:111122223333:key/1',
    ]);
    expect(decisions[0]?.context).toMatchObject({ 's3:prefix': 'a/b/', 'aws:CalledVia': ['athena.amazonaws.com'] });
    expect(decisions[2]?.context).toMatchObject({ 'kms:EncryptionContext:aws:s3:arn': 'arn:aws:s3:::logs' });
  });

  it('reads and writes nothing that IAM refuses', async () => {
    const { storeFor } = storeWith(({ action }) => !/^s3:(Get|Put)Object$/.test(action));
    await expect(storeFor('ASIA1').localPath('logs', 'a/1.gz')).rejects.toThrow('Permission denied on S3 path: arn:aws:s3:::logs/a/1.gz');
    await expect(storeFor('ASIA1').put('logs', 'a/1.gz', '/file')).rejects.toThrow('s3:PutObject');
  });

  it('does nothing for a key that nobody was given', async () => {
    await expect(
      storeWith(() => true)
        .storeFor('ASIA2')
        .localPath('logs', 'a/1.gz'),
    ).rejects.toThrow('token included in the request is invalid');
  });
});
