import { RECORD } from '../../core/cloudtrail.ts';
import { hiveType } from './hive-type.ts';

/** The columns of both tables: a CloudTrail record as the core knows it. */
export const COLUMNS = RECORD.map(({ name, holds }) => ({ name, type: hiveType(holds) }));
