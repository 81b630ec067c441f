import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defang, forHtml, forTerminal } from '../../../lib/core/render/escape.ts';
import { actingCharacters } from './acting-characters.ts';

const anyText = fc.string({ unit: 'binary', maxLength: 200 });
describe('text for a terminal', () => {
  it.each([
    ['an escape sequence', '\x1b[31mred', '\\u{1b}[31mred'],
    ['a C1 control sequence', '\x9b2J', '\\u{9b}2J'],
    ['a line end and a tab', 'a\r\n\tb', 'a\\u{d}\\u{a}\\u{9}b'],
    ['a change of direction', 'user\u202etxt.exe', 'user\\u{202e}txt.exe'],
    ['an isolate and a mark', '\u2066a\u2069\u200f', '\\u{2066}a\\u{2069}\\u{200f}'],
    ['a zero-width space and a joiner', 'ad\u200bmin\u2060', 'ad\\u{200b}min\\u{2060}'],
    ['a line separator', 'a\u2028b', 'a\\u{2028}b'],
    ['an invisible tag', 'a\u{e0041}', 'a\\u{e0041}'],
    ['half a character', 'a\ud800', 'a\\u{d800}'],
    ['a mark that would sit on what stands before', '\u0338x', '\\u{338}x'],
  ])('spells %s', (_, text, shown) => {
    expect(forTerminal(text)).toBe(shown);
  });

  it('leaves ordinary text of any script alone', () => {
    const text = 'arn:aws:iam::111122223333:user/Zoë — 管理者 – администратор – مدير <b>&"';
    expect(forTerminal(text)).toBe(text);
  });

  it('keeps three combining marks on a letter and spells the others', () => {
    expect(forTerminal(`e${'\u0301'.repeat(5)}`)).toBe('e\u0301\u0301\u0301\\u{301}\\u{301}');
  });

  it('lets nothing through that acts, whatever the text', () => {
    fc.assert(fc.property(anyText, (text) => actingCharacters(forTerminal(text)).length === 0));
  });

  it('changes nothing the second time', () => {
    fc.assert(fc.property(anyText, (text) => forTerminal(forTerminal(text)) === forTerminal(text)));
  });
});

describe('text for HTML', () => {
  const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#96': '`' };
  const read = (html: string) => html.replace(/&(amp|lt|gt|quot|#39|#96);/g, (_, name: string) => ENTITIES[name] ?? '');

  it('has no character with which markup begins, or an attribute ends', () => {
    fc.assert(fc.property(anyText, (text) => !/[<>"'`]/.test(forHtml(text)) && actingCharacters(forHtml(text)).length === 0));
  });

  it('reads as the text that a terminal shows', () => {
    fc.assert(fc.property(anyText, (text) => read(forHtml(text)) === forTerminal(text)));
  });
});

describe('text for mail and chat', () => {
  it.each([
    ['https://evil.example/a?b=c', 'hxxps[:]//evil[.]example/a?b=c'],
    ['HTTP://203.0.113.7/x', 'HxxP[:]//203[.]0[.]113[.]7/x'],
    ['see evil.example or mail a@evil.example', 'see evil[.]example or mail a@evil[.]example'],
    ['ftp://files.evil.example', 'ftp[:]//files[.]evil[.]example'],
    ['evil。example', 'evil[.]example'],
    ['aws-cli/2.15.0 Python/3.11.6', 'aws-cli/2.15.0 Python/3.11.6'],
  ])('makes %s no link', (text, shown) => {
    expect(defang(text)).toBe(shown);
  });

  it('leaves no scheme and no dot before a name, whatever the text', () => {
    const text = fc
      .array(fc.oneof(anyText, fc.webUrl(), fc.domain(), fc.ipV4(), fc.emailAddress()), { maxLength: 4 })
      .map((all) => all.join(' '));
    fc.assert(fc.property(text, (each) => !/:\/\/|http|\.\p{L}/iu.test(defang(each))));
  });
});
