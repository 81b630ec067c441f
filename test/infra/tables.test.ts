import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { COLUMNS } from '../../lib/core/cloudtrail.ts';
import { EVERYTHING, resourcesWith } from './synthesized.ts';

const Column = z.object({ Name: z.string(), Type: z.string() });
const Table = z.object({
  TableInput: z.object({
    Name: z.string(),
    Parameters: z.record(z.string(), z.string()),
    PartitionKeys: z.array(Column),
    StorageDescriptor: z.object({ Location: z.string(), Columns: z.array(Column) }),
  }),
});
const tableOf = (settings: unknown, name: string) => {
  const tables = resourcesWith(settings)('AWS::Glue::Table').map(({ properties }) => Table.parse(properties).TableInput);
  const found = tables.find(({ Name }) => Name === name);
  if (found === undefined) throw new Error(`there is no table ${name}`);
  return found;
};

describe('both tables', () => {
  it.each(['cloudtrail', 'evidence'])('%s has the columns of a record, in order, in types of Hive', (name) => {
    const { Columns } = tableOf({}, name).StorageDescriptor;
    expect(Columns.map((column) => column.Name)).toEqual(COLUMNS);
    expect(Columns.slice(0, 1)).toEqual([{ Name: 'eventversion', Type: 'string' }]);
    const types = new Map(Columns.map((column) => [column.Name, column.Type]));
    expect(types.get('requestparameters')).toBe('string');
    expect(types.get('resources')).toBe('array<struct<arn:string,accountid:string,type:string>>');
    expect(types.get('useridentity')).toMatch(
      /^struct<type:string,principalid:string,.*webidfederationdata:struct<federatedprovider:string,attributes:map<string,string>>>>$/,
    );
  });
});

describe('the log table', () => {
  it('works out the folders of one account, all Regions and every day since there is CloudTrail', () => {
    const { Parameters, PartitionKeys, StorageDescriptor } = tableOf({}, 'cloudtrail');
    expect(PartitionKeys.map(({ Name }) => Name)).toEqual(['account', 'region', 'day']);
    expect(StorageDescriptor.Location).toMatch(/^s3:\/\/estatetrail[a-z0-9]+\/AWSLogs\/$/);
    expect(Parameters).toMatchObject({
      'projection.enabled': 'true',
      'projection.account.type': 'enum',
      'projection.account.values': '111122223333',
      'projection.day.format': 'yyyy/MM/dd',
      'projection.day.range': '2013/11/13,NOW+1DAYS',
      'storage.location.template': `${StorageDescriptor.Location}\${account}/CloudTrail/\${region}/\${day}/`,
    });
    const regions = Parameters['projection.region.values']?.split(',') ?? [];
    expect(regions).toEqual(expect.arrayContaining(['us-east-1', 'eu-west-1', 'ap-southeast-2']));
    expect(regions.filter((region) => /^(cn|us-gov|us-iso)/.test(region))).toEqual([]);
  });

  it('asks for the account where there are several, under the folder of the organization', () => {
    const { Parameters, StorageDescriptor } = tableOf(EVERYTHING, 'cloudtrail');
    expect(Parameters['projection.account.type']).toBe('injected');
    expect(Parameters['projection.account.values']).toBeUndefined();
    expect(Parameters['projection.region.values']).toBe('eu-west-1,us-east-1,us-west-2');
    expect(StorageDescriptor.Location).toBe('s3://example-trail/central/AWSLogs/o-a1b2c3d4e5/');
    expect(tableOf({ trail: { bucket: 'example-trail', accounts: ['444455556666'] } }, 'cloudtrail').Parameters).toMatchObject({
      'projection.account.type': 'enum',
      'projection.account.values': '444455556666',
    });
  });
});

describe('the evidence table', () => {
  it('holds nothing for a query that does not say which investigation it is about', () => {
    const { Parameters, PartitionKeys } = tableOf({}, 'evidence');
    expect(PartitionKeys.map(({ Name }) => Name)).toEqual(['investigation', 'pass']);
    expect(Parameters['projection.investigation.type']).toBe('injected');
    expect(Parameters['projection.pass.type']).toBe('injected');
    expect(Parameters['storage.location.template']).toMatch(
      /^s3:\/\/estatefolder[a-z0-9]+\/investigations\/\$\{investigation\}\/evidence\/\$\{pass\}\/$/,
    );
  });
});

describe('the workgroup', () => {
  it('has engine 3, the key, the cut-off of the settings, and leaves the place of results to each query', () => {
    const [workgroup] = resourcesWith({ limits: { bytesPerQuery: 20_000_000 } })('AWS::Athena::WorkGroup');
    expect(workgroup?.properties).toMatchObject({
      Name: 'Trailwarden',
      WorkGroupConfiguration: {
        EnforceWorkGroupConfiguration: false,
        EngineVersion: { SelectedEngineVersion: 'Athena engine version 3' },
        BytesScannedCutoffPerQuery: 20_000_000,
        ResultConfiguration: { EncryptionConfiguration: { EncryptionOption: 'SSE_KMS' } },
      },
    });
  });
});
