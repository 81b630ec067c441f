/** What the first of the candidates makes that makes anything; the others are not asked. */
export const firstOf = <Candidate, Made>(
  candidates: readonly Candidate[],
  make: (candidate: Candidate) => Made | undefined,
): Made | undefined =>
  candidates
    .values()
    .map(make)
    .find((made) => made !== undefined);
