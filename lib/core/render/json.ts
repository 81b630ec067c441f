/** What JSON.stringify lets through although it acts on a terminal: DEL and C1 controls, bidirectional and zero-width characters, separators. */
const ACTS = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
const escaped = (character: string): string =>
  [...Array(character.length).keys()].map((at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`).join('');

/** JSON text, indented, with a newline at its end, that is as harmless to print as to keep. */
export const jsonText = (value: unknown): string =>
  `${JSON.stringify(value, null, 2)
    .split('\n')
    .map((line) => line.replace(ACTS, escaped))
    .join('\n')}\n`;
