import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import { Construct } from 'constructs';
import type { Settings } from '../core/settings.ts';
import { Boundary } from './boundary.ts';
import { ChannelTopics } from './channels/topics.ts';
import { Folder } from './folder.ts';
import { DUTIES } from './functions/duty.ts';
import type { DutyRoles } from './functions/duty-roles.ts';
import { Queues } from './intake/queues.ts';
import { Tables } from './tables/tables.ts';
import { type TemporaryRoles, temporaryRolesOf } from './temporary-roles.ts';
import type { LogSource } from './trail/log-source.ts';
import { Trail } from './trail/trail.ts';
import { Workgroup } from './workgroup.ts';

/** The longest that KMS allows. */
const ROTATION = Duration.days(2560);

/** What is there before anything runs: what functions read, write, send to, and are bounded by. */
export class Estate extends Construct {
  readonly settings: Settings;
  readonly key: Key;
  readonly folder: Folder;
  readonly logs: LogSource;
  readonly tables: Tables;
  readonly workgroup: Workgroup;
  readonly boundary: Boundary;
  readonly roles: TemporaryRoles;
  readonly topics: ChannelTopics;
  readonly queues: Queues;

  constructor(scope: Construct, id: string, { settings }: { readonly settings: Settings }) {
    super(scope, id);
    this.settings = settings;
    // Each of the first two rotations adds a dollar a month for as long as the key lives. Source: KMS pricing.
    this.key = new Key(this, 'Key', { enableKeyRotation: true, rotationPeriod: ROTATION, removalPolicy: RemovalPolicy.RETAIN });
    const { key } = this;
    this.folder = new Folder(this, 'Folder', { key, retention: settings.retention });
    const folder = { bucket: this.folder.bucket, key };
    this.logs = new Trail(this, 'Trail', { settings, folderArn: folder.bucket.bucketArn }).source;
    this.tables = new Tables(this, 'Tables', { logs: this.projection(settings), folder: folder.bucket });
    this.workgroup = new Workgroup(this, 'Workgroup', { folder: folder.bucket, key, bytesPerQuery: settings.limits.bytesPerQuery });
    this.boundary = new Boundary(this, 'Boundary', { folder, logs: this.logs, tables: this.tables, workgroupArn: this.workgroup.arn });
    this.roles = temporaryRolesOf(this);
    this.topics = new ChannelTopics(this, 'Topics', { key });
    this.queues = new Queues(this, 'Queues', { seconds: DUTIES.start.seconds });
  }

  /** Shuts everybody else out of investigations and topics, whatever IAM allows them. */
  onlyFor({ plan, settle, grant, collect, run, follow, revoke, publish, start }: DutyRoles['all']): void {
    const keepers = [plan, settle, grant, collect, run, follow, revoke, publish, start].map(({ role }) => role);
    this.folder.onlyFor(keepers, { temporaryRoles: this.roles.arn, custodians: this.settings.access.custodians });
    this.topics.onlyFrom({ reporter: publish.role, starter: start.role });
  }

  /** Where settings name no Regions, all of the partition may have logs. */
  private projection({ trail }: Settings) {
    const { account, region } = Stack.of(this);
    const { partition } = RegionInfo.get(region);
    const all = RegionInfo.regions.filter((one) => one.partition === partition).map(({ name }) => name);
    const { bucket, folders } = this.logs;
    return {
      accountsLocation: `s3://${bucket.bucketName}/${folders}`,
      account,
      regions: trail.regions.length > 0 ? trail.regions : all.toSorted(),
      trail,
    };
  }
}
