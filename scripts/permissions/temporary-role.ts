import { readFileSync } from 'node:fs';
import { parseAlarms } from '../../lib/core/alarm/parse.ts';
import { placeOf } from '../../lib/core/place.ts';
import { planFor } from '../../lib/core/plan-for.ts';
import { rolePolicies } from '../../lib/core/policy.ts';
import { catalogueOf } from '../../lib/core/runbook/catalogue.ts';
import { parseSettings } from '../../lib/core/settings.ts';
import { localMachine } from '../../lib/local/machine.ts';
import type { Role } from './roles.ts';
import { statementsOf } from './statement.ts';

const KEY = 'arn:aws:kms:eu-west-1:444455556666:key/11111111-2222-3333-4444-555555555555';
/** A trail of two Regions whose files are encrypted: every kind of statement is there. */
export const EXAMPLE_TRAIL = { bucket: 'example-trail', regions: ['us-east-1', 'eu-west-1'], kmsKeyArn: KEY };
const FOLDER_KEY = 'arn:aws:kms:eu-west-1:111122223333:key/66666666-7777-8888-9999-000000000000';

/** The role that the alarm of examples/leaked-key would be given, with the example's trail and a second account. */
export function temporaryRole(): Role {
  const [alarm] = parseAlarms(JSON.parse(readFileSync('examples/leaked-key/alarm.json', 'utf8')));
  if (alarm === undefined) throw new Error('examples/leaked-key/alarm.json holds no alarm; npm run example writes it');
  const settings = parseSettings({ trail: EXAMPLE_TRAIL }, 'scripts/permissions');
  const place = { ...placeOf(settings), account: '111122223333', region: 'eu-west-1' };
  const folder = { bucket: 'example-investigations', kmsKeyArn: FOLDER_KEY };
  const callers = ['collect', 'run'].map((name) => `arn:aws:iam::111122223333:role/${name}`);
  const plan = planFor(alarm, {
    catalogue: catalogueOf(localMachine.runbookFiles()),
    settings,
    place: { ...place, folder, callers },
    now: Date.parse(alarm.time),
    startedBy: 'an example',
  });
  const accounts = ['111122223333', '444455556666'];
  const { trust, permissions } = rolePolicies({ ...plan, reads: { ...plan.reads, accounts } });
  return {
    name: `tw-${plan.id}`,
    description: undefined,
    trust: statementsOf(trust),
    statements: statementsOf(permissions),
    managed: [],
    boundary: 'the boundary below',
  };
}
