import { gzipSync } from 'node:zlib';
import { recordAt } from '../../contract/small-trail.ts';

/** One file of a trail, the ids of the records in it that can be found, and what is said of it. */
export interface EdgeFile {
  readonly name: string;
  readonly content: Buffer | string;
  readonly ids: readonly string[];
  readonly problem?: RegExp;
  readonly lost?: number;
}

const TIME = '2025-12-31T10:00:00Z';
const one = (id: string, others: object = {}) => recordAt(TIME, id, others);
const text = (...records: unknown[]) => JSON.stringify({ Records: records });
const many = (prefix: string, count: number, padding: number) =>
  Array.from({ length: count }, (_, index) => one(`${prefix}${String(index).padStart(4, '0')}`, { userAgent: `${index}`.repeat(padding) }));
const idsOf = (prefix: string, count: number) => Array.from({ length: count }, (_, index) => `${prefix}${String(index).padStart(4, '0')}`);
const packed = gzipSync;
const lines = (...records: unknown[]) => records.map((record) => JSON.stringify(record));
const utf16 = (content: string) => Buffer.from(`\ufeff${content}`, 'utf16le');

const ODD_FIELDS = [
  one('f01', { userIdentity: undefined }),
  one('f02', { userIdentity: null, resources: null, requestParameters: null, readOnly: true }),
  one('f03', { readOnly: 'false', resources: [], userIdentity: { type: 'AWSService', invokedBy: 'AWS Internal' } }),
  one('f04', { requestParameters: 'plain text', responseElements: { a: [{ c: 'é\u0001"q"' }] }, additionalEventData: [1, 2] }),
  one('f05', { userIdentity: { accountId: 111122223333, sessionContext: { attributes: { mfaAuthenticated: true } } } }),
  one('f06', { resources: [{ ARN: 'arn:aws:s3:::b' }, { ARNPrefix: 'arn:aws:s3:::p' }] }),
  one('f07', { unknownField: { a: 1 }, addendum: { reason: 'DELIVERY_DELAY' } }),
  one('f08', { userIdentity: 'weird' }),
  one('f09', { resources: { ARN: 'no list' } }),
  one('f10', { eventTime: null }),
];

/** Files as they should be, though not all of them are what CloudTrail writes. Nothing is said of them. */
export const READABLE: readonly EdgeFile[] = [
  {
    name: 'odd-fields.json.gz',
    content: packed(text(...ODD_FIELDS)),
    ids: ODD_FIELDS.map((_, index) => `f${String(index + 1).padStart(2, '0')}`),
  },
  { name: 'no-records.json.gz', content: packed(text()), ids: [] },
  { name: 'two-documents.json.gz', content: packed(`${text(one('d1'))}\n${text(one('d2'))}`), ids: ['d1', 'd2'] },
  {
    name: 'two-members.json.gz',
    content: Buffer.concat([packed(`{"Records":[${lines(one('m1'))},`), packed(`${lines(one('m2'))}]}`)]),
    ids: ['m1', 'm2'],
  },
  { name: 'long-record.json.gz', content: packed(text(one('long', { requestParameters: { k: 'x'.repeat(5_000_000) } }))), ids: ['long'] },
  { name: 'marked.json.gz', content: packed(`\ufeff${text(one('bom'))}`), ids: ['bom'] },
  { name: 'pretty.json.gz', content: packed(JSON.stringify({ Records: [one('pretty')] }, null, 2)), ids: ['pretty'] },
  { name: 'nul.json.gz', content: packed(text(one('nul', { userAgent: 'a\u0000b' }))), ids: ['nul'] },
  { name: 'twice-a-key.json.gz', content: packed(text(one('dup')).replace('"eventName"', '"eventName":"A","eventName"')), ids: ['dup'] },
  { name: 'no-objects.json.gz', content: packed(text(null, 1, 's', one('after'))), ids: ['after'] },
  { name: 'packed-inside.json', content: packed(text(one('packed'))), ids: ['packed'] },
  { name: 'plain-inside.json.gz', content: text(one('plain')), ids: ['plain'] },
  { name: 'lines.ndjson', content: lines(one('l1'), one('l2')).join('\n'), ids: ['l1', 'l2'] },
  { name: 'lines-of-windows.jsonl.gz', content: packed(`${lines(one('w1'), one('w2')).join('\r\n')}\r\n\r\n`), ids: ['w1', 'w2'] },
  { name: 'odd-lines.ndjson', content: lines(one('o1', { userIdentity: 'weird' }), one('o2')).join('\n'), ids: ['o1', 'o2'] },
  { name: 'list.json', content: `[\n${lines(one('a1'), one('a2')).join(',\n')}\n]`, ids: ['a1', 'a2'] },
  { name: 'single.json', content: JSON.stringify(one('single'), null, 2), ids: ['single'] },
  {
    name: 'looked-up.json',
    content: JSON.stringify({ NextToken: 't', Events: [{ EventId: 'e', CloudTrailEvent: JSON.stringify(one('lookup'), null, 1) }] }),
    ids: ['lookup'],
  },
  { name: 'large.json', content: text(...many('g', 2100, 6_000)), ids: idsOf('g', 2100) },
];

/** Files that are broken, each in its own way. */
export const BROKEN: readonly EdgeFile[] = [
  { name: 'empty.json.gz', content: '', ids: [], problem: /^it is empty$/ },
  {
    name: 'broken-json.json.gz',
    content: packed(`{"Records":[${lines(one('x1'))},{"eventID": oops},${lines(one('x2'))}]}`),
    ids: ['x1', 'x2'],
    problem: /^broken JSON$/,
    lost: 1,
  },
  {
    name: 'digest.json.gz',
    content: packed(JSON.stringify({ awsAccountId: '1', digestStartTime: 'x' })),
    ids: [],
    problem: /^no record in it$/,
  },
  { name: 'null.json.gz', content: packed('{"Records":null}'), ids: [], problem: /^no record in it$/ },
  { name: 'no-gzip.json.gz', content: 'neither packed nor JSON', ids: [], problem: /^no record in it$/ },
  {
    name: 'bytes.json.gz',
    content: packed(
      Buffer.concat([Buffer.from('{"Records":[{"eventID":"u8","userAgent":"a'), Buffer.from([0xff, 0xfe]), Buffer.from('b"}]}')]),
    ),
    ids: ['u8'],
    problem: /^bad characters$/,
  },
  { name: 'half.json.gz', content: packed(text(one('half', { userAgent: 'a\ud800b' }))), ids: ['half'], problem: /^halves of characters$/ },
  { name: 'cut.json', content: text(one('c1'), one('c2')).slice(0, -40), ids: ['c1'], problem: /breaks off|broken JSON/, lost: 1 },
  { name: 'cut-line.ndjson', content: lines(one('n1'), one('n2')).join('\n').slice(0, -40), ids: ['n1'], problem: /breaks off/, lost: 1 },
  {
    name: 'bad-line.ndjson',
    content: [
      ...lines(one('b1')),
      '{"eventID":"lost","eventName":"no end',
      ...lines(one('b2')),
      '{"eventID": oops}',
      ...lines(one('b3')),
    ].join('\n'),
    ids: ['b1', 'b2', 'b3'],
    problem: /^broken JSON$/,
    lost: 2,
  },
  {
    name: 'open-line.ndjson',
    content: [...lines(one('q1')), '{"eventID":"lost","userIdentity":{', ...lines(one('q2'))].join('\n'),
    ids: ['q1', 'q2'],
    problem: /^broken JSON$/,
    lost: 1,
  },
  {
    name: 'wide-characters.json',
    content: utf16(text(one('utf16'), one('utf16-é日'))),
    ids: ['utf16', 'utf16-é日'],
    problem: /UTF-16LE, not UTF-8/,
  },
];

/** A file that was cut off at this share of its bytes. */
export const cutOff = (share: number): { content: Buffer; count: number } => {
  const whole = packed(text(...Array.from({ length: 3000 }, (_, index) => one(`t${index}`, { userAgent: String(Math.sin(index)) }))));
  return { content: whole.subarray(0, Math.floor(whole.length * share)), count: 3000 };
};
