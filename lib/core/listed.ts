const SHOWN = 4;

/** The first few texts of a list in one line, and how many more there are. */
export function listed(texts: readonly string[], separator = ', '): string {
  const shown = texts.slice(0, SHOWN).join(separator);
  return texts.length > SHOWN ? `${shown}${separator}and ${texts.length - SHOWN} more` : shown;
}
