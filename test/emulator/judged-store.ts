import { dirname } from 'node:path/posix';
import { QueryFailure } from './athena/query-failure.ts';
import type { Store } from './athena/store.ts';
import { s3Arn } from './iam/arn.ts';
import type { Gate } from './iam/gate.ts';
import { objectKeyQuestions, VIA_ATHENA } from './iam/on-behalf.ts';
import type { Question } from './iam/question.ts';

/**
 * S3 as Athena reaches it for a session: each folder that a query lists, reads or writes is asked of IAM, in the session's name. One
 * object stands for its folder, because policies name folders: a query of thousands of files would ask as often else.
 */
export function judgedStore(store: Store, { judge, sessions, keys }: Pick<Gate, 'judge' | 'sessions' | 'keys'>, accessKey: string): Store {
  const asked = new Map<string, Promise<void>>();
  const ask = async (questions: readonly Question[]): Promise<void> => {
    const caller = await sessions.callerOf(accessKey);
    if (caller === undefined) throw new QueryFailure('Access denied: the security token included in the request is invalid');
    const ofKeys = questions.flatMap((question) => objectKeyQuestions(question, keys));
    const no = (await judge.ask(caller, [...questions, ...ofKeys])).find(({ allowed }) => !allowed);
    if (no !== undefined) throw new QueryFailure(`Permission denied on S3 path: ${no.resource} (${no.action}: ${no.result})`);
  };
  const once = (name: string, questions: readonly Question[]): Promise<void> => {
    const answer = asked.get(name) ?? ask(questions);
    asked.set(name, answer);
    return answer;
  };
  return {
    // The emulated Athena lists a whole table, the real one only the partitions of a query: those are asked for when they are read.
    list: store.list,
    localPath: async (bucket, key) => {
      await once(`read ${bucket}/${dirname(key)}`, [
        { action: 's3:ListBucket', resource: s3Arn(bucket), context: { ...VIA_ATHENA, 's3:prefix': `${dirname(key)}/` } },
        { action: 's3:GetObject', resource: s3Arn(bucket, key), context: VIA_ATHENA },
      ]);
      return store.localPath(bucket, key);
    },
    put: async (bucket, key, path) => {
      await once(`write ${bucket}/${dirname(key)}`, [
        { action: 's3:GetBucketLocation', resource: s3Arn(bucket), context: VIA_ATHENA },
        { action: 's3:PutObject', resource: s3Arn(bucket, key), context: VIA_ATHENA },
      ]);
      await store.put(bucket, key, path);
    },
  };
}
