import * as z from 'zod';

/** Most severe first. */
export const SEVERITIES = ['critical', 'high', 'medium', 'low', 'info'] as const;
export const Severity = z.enum(SEVERITIES);
export type Severity = z.infer<typeof Severity>;

/** Orders the most severe first. */
export const bySeverity = (a: Severity, b: Severity): number => SEVERITIES.indexOf(a) - SEVERITIES.indexOf(b);

/** Whether `severity` is as bad as `threshold`, or worse. */
export const atLeast = (severity: Severity, threshold: Severity): boolean => bySeverity(severity, threshold) <= 0;
