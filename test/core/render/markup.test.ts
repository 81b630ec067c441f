import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forHtml } from '../../../lib/core/render/escape.ts';
import { breakable, html, lines, page } from '../../../lib/core/render/markup.ts';
import { hostileText } from './hostile-report.ts';

const written = (content: Parameters<typeof page>[0]) => page(content).replace('<!doctype html>\n', '').replace(/\n$/, '');

describe('markup', () => {
  it('escapes every value, in text and in attributes', () => {
    fc.assert(
      fc.property(
        hostileText,
        (text) => written(html`<p title="${text}">${text}</p>`) === `<p title="${forHtml(text)}">${forHtml(text)}</p>`,
      ),
    );
  });

  it('takes markup as it is, lists in their order, and numbers', () => {
    expect(written(html`<ul>${['a<', 'b'].map((item) => html`<li>${item}</li>`)}</ul>${3}`)).toBe('<ul><li>a&lt;</li><li>b</li></ul>3');
  });

  it('is not forged by a value that looks like it', () => {
    const forged = JSON.parse('["<b>", ["<i>"]]');
    expect(written(html`${forged}`)).toBe('&lt;b&gt;&lt;i&gt;');
  });

  it('keeps the line ends of text where they are meant, and nothing else that acts', () => {
    expect(written(lines('a <b>\n  c\r\u202e'))).toBe('a &lt;b&gt;\n  c\\u{d}\\u{202e}');
  });

  it('loses nothing of a text that may be broken', () => {
    fc.assert(fc.property(hostileText, (text) => written(html`${breakable(text)}`).replaceAll('<wbr>', '') === forHtml(text)));
  });

  it('breaks an ARN after its marks, and a shorter word nowhere', () => {
    expect(written(html`${breakable('arn:aws:iam::111122223333:user/ci-deploy')}`)).toBe(
      'arn:<wbr>aws:<wbr>iam::<wbr>111122223333:<wbr>user/<wbr>ci-deploy',
    );
    expect(written(html`${breakable('GetFederationToken')}`)).toBe('GetFederationToken');
    expect(written(html`${breakable('m'.repeat(40))}`)).toBe(`${'m'.repeat(32)}<wbr>${'m'.repeat(8)}`);
  });
});
