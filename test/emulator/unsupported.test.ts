import { describe, expect, it } from 'vitest';
import { UNSUPPORTED, without } from './unsupported.ts';

const Bucket = { Type: 'AWS::S3::Bucket', Properties: {} };
const Trail = { Type: 'AWS::CloudTrail::Trail', Properties: {} };

describe('what the emulator refuses', () => {
  it('is left out, and nothing waits for it', () => {
    const Queue = { Type: 'AWS::SQS::Queue', Properties: {}, DependsOn: ['Trail', 'Bucket'] };
    const Topic = { Type: 'AWS::SNS::Topic', Properties: {}, DependsOn: 'Trail' };
    const { template, removed } = without(UNSUPPORTED, { Resources: { Bucket, Trail, Queue, Topic } });
    expect(removed).toEqual(['Trail']);
    expect(template.Resources).toEqual({
      Bucket,
      Queue: { ...Queue, DependsOn: ['Bucket'] },
      Topic: { Type: 'AWS::SNS::Topic', Properties: {} },
    });
  });

  it('may be a property of what it else takes', () => {
    const alarm = (Properties: Record<string, unknown>) => ({ Type: 'AWS::CloudWatch::Alarm', Properties });
    const { removed } = without(UNSUPPORTED, { Resources: { One: alarm({ MetricName: 'Errors' }), Sum: alarm({ Metrics: [] }) } });
    expect(removed).toEqual(['Sum']);
  });

  it('is not left out where something that stays refers to it', () => {
    for (const reference of [{ Ref: 'Trail' }, { 'Fn::GetAtt': ['Trail', 'Arn'] }]) {
      const Topic = { Type: 'AWS::SNS::Topic', Properties: { about: reference } };
      expect(() => without(UNSUPPORTED, { Resources: { Trail, Topic } })).toThrow('referred to by what stays: Trail');
    }
  });
});
