import { type Entities, type EntityName, entriesOf } from '../entity.ts';
import type { Requirement, Runbook } from './runbook.ts';

/** Whether the alarm gives what is required. */
export const isMet = (requirement: Requirement, entities: Entities): boolean =>
  typeof requirement === 'string' ? entities[requirement] !== undefined : requirement.any.some((name) => entities[name] !== undefined);

/** `accessKeyId`, or `principalName or principalArn`. */
export const nameOf = (requirement: Requirement): string => (typeof requirement === 'string' ? requirement : requirement.any.join(' or '));

/** Every entity that a runbook can use. */
export const namesOf = ({ parameters, optional }: Runbook): EntityName[] => [
  ...parameters.flatMap((requirement) => (typeof requirement === 'string' ? [requirement] : requirement.any)),
  ...optional,
];

/** The values that a runbook can use, by name. */
export const valuesFor = (runbook: Runbook, entities: Entities): Entities => {
  const wanted = new Set(namesOf(runbook));
  return Object.fromEntries(entriesOf(entities).filter(([name]) => wanted.has(name)));
};
