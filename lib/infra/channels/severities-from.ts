import { atLeast, SEVERITIES, type Severity } from '../../core/severity.ts';

/** A filter policy for messages at least this severe, by the attribute `severity` that each message carries. */
export const severitiesFrom = (minimum: Severity): { severity: Severity[] } => ({
  severity: SEVERITIES.filter((severity) => atLeast(severity, minimum)),
});
