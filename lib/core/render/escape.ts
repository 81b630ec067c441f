/**
 * Characters that act instead of showing: controls (ESC and C1 among them, so newline and tab too), bidirectional and zero-width
 * formatting, line separators, lone surrogates, unassigned and private ones, whatever else is invisible by design; and combining marks
 * that would sit on a neighbour or pile up over the lines above.
 */
const ACTS = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|(?<=^|\p{M}{3})\p{M}/gu;

const asEscape = (character: string): string => `\\u{${character.codePointAt(0)?.toString(16)}}`;

/** One line of harmless text: what would act is spelled, as `\u{202e}`. Doing it twice changes nothing. */
export const forTerminal = (text: string): string => text.replace(ACTS, asEscape);

/** The same for a text of several lines, which stay lines. */
export const linesForTerminal = (text: string): string => text.split('\n').map(forTerminal).join('\n');

const ENTITY: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;', '`': '&#96;' };

/** Harmless as the text of an element and inside a quoted attribute. */
export const forHtml = (text: string): string => forTerminal(text).replace(/[&<>"'`]/g, (character) => ENTITY[character] ?? character);

const IPV4 = /(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])/g;
/** IDNA reads the three ideographic stops as dots, so clients may too. */
const DOT_BEFORE_LETTER = /[.\u3002\uff0e\uff61](?=\p{L})/gu;

/**
 * Text in which no client finds a link to make: `hxxps[:]//evil[.]example`. For mail and chat, whose clients turn addresses and bare
 * domains into links by themselves. Our page and the terminal show evidence as it is: a browser links nothing that the page does not,
 * a terminal asks for a deliberate click on an address that is there to read, and an exact value can be searched in the logs.
 */
export const defang = (text: string): string =>
  text
    .replace(/http/gi, (word) => `${word.charAt(0)}xx${word.charAt(3)}`)
    .replaceAll('://', '[:]//')
    .replace(IPV4, (address) => address.replaceAll('.', '[.]'))
    .replace(DOT_BEFORE_LETTER, '[.]');
