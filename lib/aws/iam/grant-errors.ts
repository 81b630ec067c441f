/** The execution ended while its role was being created; the role was taken away. Not to be retried. */
export class ExecutionOver extends Error {
  override readonly name = 'ExecutionOver';
}

/** Access can't be had for this plan, now or later. Not to be retried. */
export class GrantRefused extends Error {
  override readonly name = 'GrantRefused';
}

/** IAM does not show yet what it says exists. To be retried. */
export class RoleUnsettled extends Error {
  override readonly name = 'RoleUnsettled';
}
