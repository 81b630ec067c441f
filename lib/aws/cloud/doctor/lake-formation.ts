import { GetDataLakeSettingsCommand, type PrincipalPermissions } from '@aws-sdk/client-lakeformation';
import { permitted } from '../refused.ts';
import { type Look, say } from './check.ts';

const about = 'Lake Formation';
/** The group that stands for "IAM policies alone decide". Source: Lake Formation Developer Guide, "Changing the default settings". */
const IAM_ALONE = 'IAM_ALLOWED_PRINCIPALS';

const leavesToIam = (defaults: readonly PrincipalPermissions[]): boolean =>
  defaults.some(({ Principal, Permissions = [] }) => Principal?.DataLakePrincipalIdentifier === IAM_ALONE && Permissions.includes('ALL'));

/** Whether new tables are governed by IAM, as the temporary role's policies suppose. */
export const lakeFormation: Look = {
  about,
  look: async ({ clients }) => {
    const { ok, problem } = say(about);
    const { DataLakeSettings: settings = {} } = await permitted('lakeformation:GetDataLakeSettings', () =>
      clients.lakeformation.send(new GetDataLakeSettingsCommand({})),
    );
    const { CreateDatabaseDefaultPermissions: databases = [], CreateTableDefaultPermissions: tables = [] } = settings;
    if (leavesToIam(databases) && leavesToIam(tables)) return [ok('leaves new databases and tables to IAM')];
    return [
      problem(
        'it governs new databases or tables itself, so Athena refuses every temporary role',
        `grant ALL on Trailwarden's database and its tables to ${IAM_ALONE}, or set both defaults back to it before the deployment`,
      ),
    ];
  },
};
