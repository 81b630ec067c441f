import { localAccess } from '../../lib/local/local-access.ts';
import { accessContract } from '../contract/access-contract.ts';

accessContract('this machine', async () => {
  let clock = Date.UTC(2026, 0, 1);
  return localAccess(() => {
    clock += 1000;
    return clock;
  });
});
