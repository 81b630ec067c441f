import type { AwsRequest } from './aws-request.ts';

/** An answer to a request that the service itself never sees. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** What a service calls a refusal by IAM, where it has a name of its own. */
const REFUSED: Readonly<Record<string, string>> = {
  sns: 'AuthorizationError',
  s3: 'AccessDenied',
  iam: 'AccessDenied',
  sts: 'AccessDenied',
};

/** IAM's refusal in the protocol of the service, so that the SDK throws the class that it throws on AWS. */
export const denial = (request: AwsRequest, message: string): Answer =>
  errorAnswer(request, { status: isJson(request) ? 400 : 403, code: REFUSED[request.service] ?? 'AccessDeniedException', message });

/** An error of a service in its protocol: JSON where the request was JSON, else XML. */
export function errorAnswer(request: AwsRequest, { status, code, message }: { status: number; code: string; message: string }): Answer {
  if (isJson(request)) {
    const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-errortype': code };
    return { status, headers, body: JSON.stringify({ __type: code, message, Message: message }) };
  }
  const error = `<Error><Type>Sender</Type><Code>${code}</Code><Message>${escaped(message)}</Message></Error>`;
  const body = request.service === 's3' ? error : `<ErrorResponse>${error}<RequestId>none</RequestId></ErrorResponse>`;
  return { status, headers: { 'content-type': 'text/xml' }, body };
}

const isJson = ({ form, service }: AwsRequest): boolean => form.size === 0 && service !== 's3';

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
