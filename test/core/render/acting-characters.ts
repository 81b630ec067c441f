/** Ranges of code points that act instead of showing, from the Unicode charts, written apart from what is tested. */
const ACTING: readonly (readonly [first: number, last: number])[] = [
  [0x00, 0x1f],
  [0x7f, 0x9f],
  [0xad, 0xad],
  [0x61c, 0x61c],
  [0x180e, 0x180e],
  [0x200b, 0x200f],
  [0x2028, 0x202e],
  [0x2060, 0x206f],
  [0xd800, 0xdfff],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
  [0xfff9, 0xfffb],
  [0xe0000, 0xe0fff],
];

/** The characters of a text that act: escape sequences, changes of direction, line ends, invisible ones. */
export const actingCharacters = (text: string): string[] =>
  [...text].filter((character) =>
    ACTING.some(([first, last]) => first <= (character.codePointAt(0) ?? 0) && (character.codePointAt(0) ?? 0) <= last),
  );
