import { type Entities, type EntityName, entriesOf } from '../entity.ts';
import type { Requirement, Runbook } from './runbook.ts';

/** Whether the alarm gives what is required. */
export const isMet = (requirement: Requirement, entities: Entities): boolean =>
  choicesOf(requirement).some((name) => (entities[name] ?? []).length > 0);

const choicesOf = (requirement: Requirement): readonly EntityName[] => (typeof requirement === 'string' ? [requirement] : requirement.any);

/** `accessKeyId`, or `principalName or principalArn`. */
export const nameOf = (requirement: Requirement): string => choicesOf(requirement).join(' or ');

/** Every entity that a runbook can use. */
export const namesOf = ({ parameters, optional }: Runbook): EntityName[] => [...parameters.flatMap(choicesOf), ...optional];

/** The values that a runbook can use, by name. */
export const valuesFor = (runbook: Runbook, entities: Entities): Entities => {
  const wanted = new Set(namesOf(runbook));
  return Object.fromEntries(entriesOf(entities).filter(([name]) => wanted.has(name)));
};
