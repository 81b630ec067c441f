/** Whom and what the sample report is about: invented names, and addresses that are kept for documentation. */
export const ACCOUNT = '111122223333';
export const KEY = 'AKIAEXAMPLEDEPLOY001';
export const NEW_KEY = 'AKIAEXAMPLEBACKUP002';
export const ACTOR = `arn:aws:iam::${ACCOUNT}:user/ci-deploy`;
export const INTRUDER = '203.0.113.77';

/** Event ids that look like CloudTrail's and are easy to tell apart. */
export const id = (number: number): string => `${(0x3f2b8c10 + number * 0x01010101).toString(16)}-9e4a-4b7f-a1c2-0d9e8f7a6b5c`;
/** A time on the night of the incident. */
export const at = (minute: number, second = 0): string =>
  `2026-06-01T03:${String(minute).padStart(2, '0')}:${String(second).padStart(2, '0')}Z`;
