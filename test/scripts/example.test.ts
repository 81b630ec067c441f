import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { alarm } from '../../scripts/example/alarm.ts';
import { BACKDOOR_KEY, HOSTING, LEAKED_KEY, RUNNERS } from '../../scripts/example/cast.ts';
import { exampleFiles } from '../../scripts/example/example-files.ts';
import { story } from '../../scripts/example/story.ts';

const folder = join(import.meta.dirname, '../../examples/leaked-key');
const records = story();
const times = (list: typeof records) => list.map(({ eventTime }) => eventTime);
const distinct = <T>(list: readonly T[]) => [...new Set(list)];
const byKey = (key: string) => records.filter(({ userIdentity }) => userIdentity.accessKeyId === key);
const text = JSON.stringify(records) + JSON.stringify(alarm());

/** Packed bytes differ between builds of zlib, what they unpack to does not: the texts are compared. */
function committed(): Map<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path !== 'README.md' && statSync(join(folder, path)).isFile());
  return new Map(
    files.map((path) => {
      const bytes = readFileSync(join(folder, path));
      return [path, (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString()];
    }),
  );
}

describe('the written incident', () => {
  test('is what its script makes: run `node scripts/example/make.ts` after a change', () => {
    const made = exampleFiles();
    const found = committed();
    expect([...found.keys()].sort()).toEqual([...made.keys()].sort());
    for (const [path, content] of made) expect(found.get(path) === content, path).toBe(true);
  });

  test('has about two thousand records of two days in three Regions, each once and in order', () => {
    expect(records.length).toBeGreaterThan(1800);
    expect(records.length).toBeLessThan(2600);
    expect(distinct(times(records).map((time) => time.slice(0, 10)))).toEqual(['2026-11-17', '2026-11-18']);
    expect(distinct(records.map(({ awsRegion }) => awsRegion)).sort()).toEqual(['eu-west-1', 'us-east-1', 'us-west-2']);
    expect(distinct(records.map(({ eventID }) => eventID))).toHaveLength(records.length);
    expect(times(records)).toEqual(times(records).toSorted());
  });

  test('stands in the folders of the days on which it was delivered', () => {
    for (const [path, content] of exampleFiles()) {
      const delivery =
        /AWSLogs\/111122223333\/CloudTrail\/([a-z0-9-]+)\/(\d{4}\/\d\d\/\d\d)\/111122223333_CloudTrail_\1_(\d{8}T\d{4})Z_\w{16}\.json\.gz$/.exec(
          path,
        );
      if (path === 'alarm.json') continue;
      const [, region, day, minute] = delivery ?? [];
      expect(day?.replaceAll('/', ''), path).toBe(minute?.slice(0, 8));
      for (const { awsRegion, eventTime } of JSON.parse(content).Records) {
        expect(awsRegion).toBe(region);
        expect(eventTime.replace(/[-:]/g, '') < `${minute}`).toBe(true);
      }
    }
  });

  test('names no account, key or address that could be real', () => {
    expect(distinct(text.match(/(?<=")\d{12}(?=")|(?<=:)\d{12}(?=:)/g) ?? []).sort()).toEqual(['111122223333', '999988887777']);
    const ids = text.match(/\b(?:AKIA|ASIA|AIDA|AROA)[A-Z0-9]{16,17}\b/g) ?? [];
    expect(ids.length).toBeGreaterThan(1000);
    expect(distinct(ids).filter((id) => !id.endsWith('EXAMPLE'))).toEqual([]);
    const addresses = distinct(records.map(({ sourceIPAddress }) => sourceIPAddress)).filter(
      (address) => !address.endsWith('.amazonaws.com'),
    );
    expect(addresses.filter((address) => !/^(10\.|192\.0\.2\.|198\.51\.100\.|203\.0\.113\.)/.test(address))).toEqual([]);
  });

  test('has an alarm that covers the misuse of the key, and nothing of its ordinary use', () => {
    const { resource, service } = alarm().detail;
    const misuse = byKey(resource.accessKeyDetails.accessKeyId).filter(({ sourceIPAddress }) => sourceIPAddress === HOSTING);
    expect(service.action.awsApiCallAction.remoteIpDetails.ipAddressV4).toBe(HOSTING);
    expect(misuse).toHaveLength(service.count);
    expect(misuse[0]?.eventTime).toBe(service.eventFirstSeen.replace('.000', ''));
    expect(misuse.at(-1)?.eventTime).toBe(service.eventLastSeen.replace('.000', ''));
    const ordinary = byKey(LEAKED_KEY).filter(({ sourceIPAddress }) => sourceIPAddress !== HOSTING);
    expect(distinct(ordinary.map(({ sourceIPAddress }) => sourceIPAddress))).toEqual([RUNNERS]);
    expect(times(ordinary)[0]?.slice(0, 10)).toBe('2026-11-17');
  });

  test('lets the new key be used only after it was made, and from another address', () => {
    const made = records.find(({ responseElements }) => JSON.stringify(responseElements).includes(BACKDOOR_KEY));
    expect(made).toMatchObject({ eventName: 'CreateAccessKey', userIdentity: { accessKeyId: LEAKED_KEY }, sourceIPAddress: HOSTING });
    const used = byKey(BACKDOOR_KEY);
    expect(used.length).toBeGreaterThan(150);
    expect(used.filter(({ eventTime, sourceIPAddress }) => eventTime <= `${made?.eventTime}` || sourceIPAddress === HOSTING)).toEqual([]);
  });

  test('has no read in it while the trail logged changes only', () => {
    const changes = records.filter(({ eventName }) => eventName === 'PutEventSelectors');
    const [from, to] = times(changes);
    expect(changes).toHaveLength(2);
    const blind = records.filter(({ eventTime }) => eventTime > `${from}` && eventTime < `${to}`);
    expect(blind.filter(({ readOnly, managementEvent }) => readOnly || !managementEvent)).toEqual([]);
    expect(blind.map(({ eventName }) => eventName)).toEqual(expect.arrayContaining(['CreateLoginProfile', 'ConsoleLogin', 'RunInstances']));
  });

  test('carries text that is meant to harm whoever shows it', () => {
    const agents = distinct(records.map(({ userAgent }) => userAgent));
    expect(agents.filter((agent) => agent.startsWith('=') && agent.includes('\u001b]0;') && agent.includes('<script>'))).toHaveLength(1);
    expect(text).toContain('<img src=x onerror=alert(1)>');
  });
});
