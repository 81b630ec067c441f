import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstSentence, parseMarkdown, plainInline } from '../../../lib/core/render/markdown.ts';

describe('Markdown of runbooks', () => {
  it('joins the lines of a paragraph and ends it at an empty line', () => {
    expect(parseMarkdown('one\ntwo\n\nthree')).toEqual([
      { kind: 'paragraph', content: [{ kind: 'text', text: 'one two' }] },
      { kind: 'paragraph', content: [{ kind: 'text', text: 'three' }] },
    ]);
  });

  it('reads bullets, goes on with an item on the next line, and keeps the sentence before them', () => {
    expect(parseMarkdown('Then:\n- a\n  more\n- b')).toEqual([
      { kind: 'paragraph', content: [{ kind: 'text', text: 'Then:' }] },
      { kind: 'list', ordered: false, items: [[{ kind: 'text', text: 'a more' }], [{ kind: 'text', text: 'b' }]] },
    ]);
  });

  it('reads numbered lists', () => {
    expect(parseMarkdown('1. a\n2. b')).toMatchObject([{ kind: 'list', ordered: true, items: [[{ text: 'a' }], [{ text: 'b' }]] }]);
  });

  it('reads code, strong text and https links inside a line', () => {
    expect(parseMarkdown('**Run** `aws sts` and [read](https://docs.example/a).')).toEqual([
      {
        kind: 'paragraph',
        content: [
          { kind: 'strong', text: 'Run' },
          { kind: 'text', text: ' ' },
          { kind: 'code', text: 'aws sts' },
          { kind: 'text', text: ' and ' },
          { kind: 'link', text: 'read', url: 'https://docs.example/a' },
          { kind: 'text', text: '.' },
        ],
      },
    ]);
  });

  it.each(['[x](javascript:alert)', '[x](http://docs.example)', '[x](data:text/html,y)', '[x](//docs.example)'])(
    'makes no link of %s',
    (text) => {
      expect(parseMarkdown(text)).toEqual([{ kind: 'paragraph', content: [{ kind: 'text', text }] }]);
    },
  );

  it('keeps the lines of a fence as they are', () => {
    expect(parseMarkdown('Run:\n```sh\naws a\n\n  **b**\n```\nand then')).toMatchObject([
      { kind: 'paragraph' },
      { kind: 'fence', text: 'aws a\n\n  **b**' },
      { kind: 'paragraph', content: [{ text: 'and then' }] },
    ]);
  });

  it('loses no letter of any text', () => {
    const letters = (text: string) => text.replace(/[^a-z]/g, '');
    const source = fc.array(fc.constantFrom('a', 'bc', ' ', '\n', '\n\n', '- ', '1. ', '**', '`', '[', '](https://x)', '*', '<b>'), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(source, (parts) => {
        const text = parts.join('');
        const shown = parseMarkdown(text).map((block) => {
          if (block.kind === 'fence') return block.text;
          return block.kind === 'list' ? block.items.map(plainInline).join(' ') : plainInline(block.content);
        });
        expect(letters(shown.join(' '))).toBe(letters(text));
      }),
    );
  });
});

describe('the first sentence', () => {
  it.each([
    ['Calls that stop a trail. They matter.', 'Calls that stop a trail.'],
    ['Made with `iam.amazonaws.com` only', 'Made with `iam.amazonaws.com` only'],
    ['- a list', ''],
    ['', ''],
  ])('of %j is %j', (text, sentence) => {
    expect(firstSentence(text)).toBe(sentence);
  });
});
