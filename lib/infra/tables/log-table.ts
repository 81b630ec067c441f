import { type LogProjection, logProjection } from './log-projection.ts';

const text = (name: string) => ({ name, type: 'string' });

/** The table over the trail, with the SerDe that AWS documents. Source: Athena User Guide, "Query AWS CloudTrail logs". */
export const logTable = (projection: LogProjection) => ({
  description: 'Records of the trail as CloudTrail delivers them',
  partitionKeys: [text('account'), text('region'), text('day')],
  parameters: { classification: 'cloudtrail', EXTERNAL: 'TRUE', ...logProjection(projection) },
  storageDescriptor: {
    location: projection.accountsLocation,
    inputFormat: 'com.amazon.emr.cloudtrail.CloudTrailInputFormat',
    outputFormat: 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat',
    serdeInfo: { serializationLibrary: 'org.apache.hive.hcatalog.data.JsonSerDe' },
  },
});
