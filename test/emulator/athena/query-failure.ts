/** A query that ends as FAILED, with the reason that Athena would give. */
export class QueryFailure extends Error {
  override readonly name = 'QueryFailure';
}
