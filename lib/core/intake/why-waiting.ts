import type { Settings } from '../settings.ts';
import type { Admission, Load } from './admission.ts';

type Wait = Extract<Admission, { kind: 'wait' }>;

const WHY: Readonly<Record<Wait['because'], (load: Load, limits: Settings['limits']) => string>> = {
  'at once': ({ running }, { atOnce }) => `${running.size} investigations run, and limits.atOnce lets ${atOnce} run at once.`,
  'per hour': ({ started }, { perHour }) => `${started.size} started within the last hour, and limits.perHour lets ${perHour} start.`,
};

/** For what alarms wait, in a sentence with the numbers. */
export const whyOf = ({ because }: Wait, load: Load, limits: Settings['limits']): string => WHY[because](load, limits);
