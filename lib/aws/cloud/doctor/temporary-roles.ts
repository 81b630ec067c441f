import { HOUR, MINUTE } from '../../../core/time.ts';
import { clock } from '../../clock.ts';
import { rolesUnder } from '../roles.ts';
import { type Look, rolePathOf, say } from './check.ts';

const about = 'temporary roles';
/** The longest life there is, the time until a role is seen everywhere, and two rounds of the sweeper. */
const LONGEST = HOUR + 12 * MINUTE;

/** Whether a role outlived its investigation. */
export const temporaryRoles: Look = {
  about,
  look: async (subject) => {
    const { ok, problem } = say(about);
    const path = rolePathOf(subject);
    const roles = await rolesUnder(path, subject.clients.iam);
    const old = roles.filter(({ created }) => Date.parse(created) < clock.now() - LONGEST);
    if (old.length > 0) {
      const named = old.map(({ name, created }) => `${name} of ${created}`).join(', ');
      return [
        problem(
          `too old: ${named}`,
          'see the log of the function Sweep; the deadline in its policies has made it inert, delete it by hand',
        ),
      ];
    }
    return [ok(roles.length === 0 ? `none under ${path}` : `${roles.map(({ name }) => name).join(', ')}, each young enough to be in use`)];
  },
};
