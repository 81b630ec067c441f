import * as z from 'zod';

/** What the emulator's CloudFormation refuses: a type, or a property of one, and why the test can do without. */
export const UNSUPPORTED: readonly Unsupported[] = [
  { type: 'AWS::CloudTrail::Trail', because: 'the test delivers the log files itself' },
  { type: 'AWS::Chatbot::SlackChannelConfiguration', because: 'the test subscribes to the chat topic itself' },
  { type: 'AWS::CloudWatch::Alarm', property: 'Metrics', because: 'alarms on a sum of metrics watch what the emulator does not measure' },
  { type: 'AWS::CloudWatch::Dashboard', because: 'it draws those alarms' },
];

interface Unsupported {
  readonly type: string;
  /** Only where a resource has it. */
  readonly property?: string;
  readonly because: string;
}

const Resource = z.looseObject({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  DependsOn: z.union([z.string(), z.array(z.string())]).optional(),
});
type Resource = z.infer<typeof Resource>;
/** A template of CloudFormation, as far as it matters here. */
export const Template = z.looseObject({ Resources: z.record(z.string(), Resource) });
export type Template = z.infer<typeof Template>;

/** A template without what is unsupported. Throws where something that stays refers to it: the test would deploy another thing. */
export function without(
  unsupported: readonly Unsupported[],
  template: Template,
): { readonly template: Template; readonly removed: string[] } {
  const isRefused = ({ Type, Properties }: Resource) =>
    unsupported.some(({ type, property }) => type === Type && (property === undefined || property in Properties));
  const all = Object.entries(template.Resources);
  const removed = all.filter(([, resource]) => isRefused(resource)).map(([id]) => id);
  const staying = all.filter(([, resource]) => !isRefused(resource));
  const rest = { ...template, Resources: Object.fromEntries(staying.map(([id, resource]) => [id, independent(resource, removed)])) };
  const text = JSON.stringify(rest);
  const missed = removed.filter((id) => text.includes(`{"Ref":"${id}"}`) || text.includes(`{"Fn::GetAtt":["${id}",`));
  if (missed.length > 0) throw new Error(`what the emulator refuses is referred to by what stays: ${missed.join(', ')}`);
  return { template: rest, removed };
}

function independent({ DependsOn, ...resource }: Resource, removed: readonly string[]): Resource {
  const left = [DependsOn ?? []].flat().filter((id) => !removed.includes(id));
  return left.length === 0 ? resource : { ...resource, DependsOn: left };
}
