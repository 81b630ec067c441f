import { describe, expect, it } from 'vitest';
import { PatternError } from './event-filter.ts';
import { matchesPattern } from './event-pattern.ts';

const event = {
  source: 'aws.ec2',
  detail: {
    state: 'running',
    name: 'a*b.png',
    count: 7,
    flag: false,
    nothing: null,
    ip: '10.0.0.24',
    tags: ['red', 'blue'],
    parts: [
      { kind: 'wheel', size: 3 },
      { kind: 'frame', size: 9 },
    ],
  },
};
const matches = (detail: Readonly<Record<string, unknown>>) => matchesPattern({ detail }, event);

describe('a pattern is met', () => {
  it.each<[string, Readonly<Record<string, unknown>>]>([
    ['by a value', { state: ['stopped', 'running'] }],
    ['by false and null, which are values', { flag: [false], nothing: [null] }],
    ['by one member of a list', { tags: ['blue'] }],
    ['by one object of a list, whole', { parts: { kind: ['wheel'], size: [3] } }],
    ['by a prefix', { state: [{ prefix: 'run' }] }],
    ['by the empty prefix', { state: [{ prefix: '' }] }],
    ['by a suffix of either case', { name: [{ suffix: { 'equals-ignore-case': '.PNG' } }] }],
    ['by text of either case', { state: [{ 'equals-ignore-case': 'Running' }] }],
    ['by a wildcard', { state: [{ wildcard: 'r*n*g' }] }],
    ['by a wildcard with a star that is one', { name: [{ wildcard: 'a\\*b.*' }] }],
    ['by a number in a range', { count: [{ numeric: ['>', 0, '<=', 7] }] }],
    ['by an address in a network', { ip: [{ cidr: '10.0.0.0/24' }] }],
    ['by something else', { state: [{ 'anything-but': ['stopped'] }] }],
    ['by what is there, and what is not', { state: [{ exists: true }], other: [{ exists: false }] }],
    ['by one of alternatives', { $or: [{ state: ['stopped'] }, { count: [7] }] }],
  ])('%s', (_, detail) => {
    expect(matches(detail)).toBe(true);
  });

  it.each<[string, Readonly<Record<string, unknown>>]>([
    ['by another value', { state: ['stopped'] }],
    ['by text that looks like the number', { count: ['7'] }],
    ['by parts of two objects of a list', { parts: { kind: ['wheel'], size: [9] } }],
    ['by text of another case', { state: ['Running'] }],
    ['by a wildcard in another case', { state: [{ wildcard: 'R*' }] }],
    ['by a smaller number', { count: [{ numeric: ['>=', 7.1] }] }],
    ['by an address outside', { ip: [{ cidr: '10.0.1.0/24' }] }],
    ['by what is not there', { other: [{ 'anything-but': ['x'] }] }],
    ['by an object as if it were a value', { parts: [{ exists: true }] }],
    ['by none of the alternatives', { $or: [{ state: ['stopped'] }, { count: [8] }] }],
    ['where only a part of it is', { state: ['running'], count: [8] }],
  ])('not %s', (_, detail) => {
    expect(matches(detail)).toBe(false);
  });

  it.each([
    { state: [] },
    { state: 'running' },
    { state: [{ like: 'r' }] },
    { state: [{ wildcard: 'a**b' }] },
    { count: [{ numeric: ['~', 1] }] },
    { $or: [{ state: ['running'] }] },
  ])('never where EventBridge would refuse it: %j', (detail) => {
    expect(() => matches(detail)).toThrow(PatternError);
  });
});
