import { SNSClient } from '@aws-sdk/client-sns';
import { deployedAs } from '../lib/aws/deployment.ts';
import { deployment, lambda, settings } from '../lib/aws/lambda.ts';
import { Ended, endedOf } from '../lib/aws/over.ts';
import { publishOne } from '../lib/aws/publish-one.ts';

/** Concludes an investigation, or all of an execution that is over, with whatever is there, and tells people once. */
export const handler = lambda(Ended, async (ended) => {
  const here = deployment();
  const sending = { sns: new SNSClient(), topics: here.topics, notify: settings().notify };
  const published = [];
  for (const one of endedOf(ended)) published.push(await publishOne(one, { sending, deployed: deployedAs(here), place: here.place }));
  return published.find(({ again }) => again) ?? published[0];
});
