import * as z from 'zod';

/** The account and Region that the tests deploy to, in their heads. */
export const ACCOUNT = '111122223333';
export const REGION = 'eu-west-1';

const Resource = z.looseObject({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).default({}) });
export type Resource = z.infer<typeof Resource>;
const Synthesized = z.looseObject({ Resources: z.record(z.string(), Resource), Outputs: z.record(z.string(), z.unknown()).default({}) });

type Name = (logicalId: string) => string;
const regional =
  (service: string, kind = ''): Name =>
  (id) =>
    `arn:aws:${service}:${REGION}:${ACCOUNT}:${kind}${id}`;
const bucket: Name = (id) => id.toLowerCase();

/** The ARN of a resource of a type, as CloudFormation would name it but for its random part. */
const ARNS: Readonly<Record<string, Name>> = {
  'AWS::IAM::Role': (id) => `arn:aws:iam::${ACCOUNT}:role/${id}`,
  'AWS::IAM::ManagedPolicy': (id) => `arn:aws:iam::${ACCOUNT}:policy/${id}`,
  'AWS::S3::Bucket': (id) => `arn:aws:s3:::${bucket(id)}`,
  'AWS::SNS::Topic': regional('sns'),
  'AWS::SQS::Queue': regional('sqs'),
  'AWS::KMS::Key': regional('kms', 'key/'),
  'AWS::Lambda::Function': regional('lambda', 'function:'),
  'AWS::StepFunctions::StateMachine': regional('states', 'stateMachine:'),
  'AWS::Logs::LogGroup': regional('logs', 'log-group:'),
  'AWS::Events::Rule': regional('events', 'rule/'),
  'AWS::CloudWatch::Alarm': regional('cloudwatch', 'alarm:'),
};
/** What `Ref` gives where it is not the logical id. */
const REFS: Readonly<Record<string, Name>> = {
  'AWS::S3::Bucket': bucket,
  'AWS::SNS::Topic': regional('sns'),
  'AWS::IAM::ManagedPolicy': (id) => `arn:aws:iam::${ACCOUNT}:policy/${id}`,
  'AWS::StepFunctions::StateMachine': regional('states', 'stateMachine:'),
};
const PSEUDO: Readonly<Record<string, string>> = {
  'AWS::AccountId': ACCOUNT,
  'AWS::Region': REGION,
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'amazonaws.com',
};

const Intrinsic = z.union([
  z.strictObject({ Ref: z.string() }),
  z.strictObject({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) }),
  z.strictObject({ 'Fn::Join': z.tuple([z.string(), z.array(z.unknown())]) }),
]);

/** A template with every reference in its place. */
export function resolved(template: unknown) {
  const { Resources, Outputs } = Synthesized.parse(template);
  const typeOf = (id: string) => Resources[id]?.Type ?? '';
  const value = (part: unknown): unknown => {
    const intrinsic = Intrinsic.safeParse(part).data;
    if (intrinsic !== undefined) return text(intrinsic);
    if (Array.isArray(part)) return part.map(value);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, value(inner)]));
  };
  const text = (intrinsic: z.infer<typeof Intrinsic>): string => {
    if ('Fn::Join' in intrinsic) return intrinsic['Fn::Join'][1].map((part) => String(value(part))).join(intrinsic['Fn::Join'][0]);
    if ('Ref' in intrinsic) return PSEUDO[intrinsic.Ref] ?? (REFS[typeOf(intrinsic.Ref)] ?? String)(intrinsic.Ref);
    const [id, attribute] = intrinsic['Fn::GetAtt'];
    return attribute.endsWith('Arn') ? (ARNS[typeOf(id)] ?? unknownType)(id) : id;
  };
  const unknownType: Name = (id) => {
    throw new Error(`the tests know no ARN of ${id}, a ${typeOf(id)}`);
  };
  const resources = Object.entries(Resources).map(([id, { Type, Properties }]) => ({
    id,
    type: Type,
    properties: z.record(z.string(), z.unknown()).parse(value(Properties)),
  }));
  return { resources, outputs: Outputs };
}
