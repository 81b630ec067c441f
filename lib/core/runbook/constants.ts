/** What every step may use of the settings, as `:name`: lists of texts, and numbers. */
export const CONSTANTS = {
  trustedAccounts: 'list',
  trustedNetworks: 'list',
  trustedRoles: 'list',
  minCount: 'number',
  minDistinctApis: 'number',
} as const satisfies Record<string, 'list' | 'number'>;
