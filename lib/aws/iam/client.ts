import { IAMClient } from '@aws-sdk/client-iam';

/**
 * IAM publishes no rate and answers bursts with `Throttling`: the client then slows down by itself. Source: AWS SDKs and Tools Reference
 * Guide, "Retry behavior".
 */
export const iamClient = (): IAMClient => new IAMClient({ retryMode: 'adaptive', maxAttempts: 6 });
