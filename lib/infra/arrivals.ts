import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';

/** What arrives in a queue: which service sends it, and of which of its resources. */
interface Arrivals {
  readonly sid: string;
  readonly service: string;
  readonly from: string | string[];
}

/** Lets a service leave in a queue what these resources could not deliver, and what no others could: it acts for anybody's. */
export const letArrive = (queue: IQueue, { sid, service, from }: Arrivals): void => {
  queue.addToResourcePolicy(
    new PolicyStatement({
      sid,
      principals: [new ServicePrincipal(service)],
      actions: ['sqs:SendMessage'],
      resources: [queue.queueArn],
      conditions: { ArnEquals: { 'aws:SourceArn': from } },
    }),
  );
};
