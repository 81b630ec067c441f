import type { IBucket } from 'aws-cdk-lib/aws-s3';

const text = (name: string) => ({ name, type: 'string' });

/** The table over what passes keep. Both partitions are `injected`: a query that does not say which investigation it is about fails. */
export const evidenceTable = (folder: IBucket) => {
  const location = `s3://${folder.bucketName}/investigations/`;
  return {
    description: 'Records that investigations keep',
    partitionKeys: [text('investigation'), text('pass')],
    parameters: {
      classification: 'parquet',
      EXTERNAL: 'TRUE',
      'projection.enabled': 'true',
      'projection.investigation.type': 'injected',
      'projection.pass.type': 'injected',
      'storage.location.template': `${location}\${investigation}/evidence/\${pass}/`,
    },
    storageDescriptor: {
      location,
      inputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat',
      outputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat',
      serdeInfo: { serializationLibrary: 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe' },
    },
  };
};
