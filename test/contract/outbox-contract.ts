import { describe, expect, test } from 'vitest';
import type { Outbox } from '../../lib/core/ports.ts';
import { sampleReport } from '../core/render/sample-report.ts';

/** An outbox, and what came out at each of its channels. */
export interface OpenOutbox {
  readonly outbox: Outbox;
  readonly sent: () => Promise<Readonly<Record<string, string>>>;
}

/** How people are told, on every implementation. */
export function outboxContract(name: string, make: () => Promise<OpenOutbox>): void {
  describe(`${name} as an outbox`, () => {
    test('names exactly the channels that got the report', async () => {
      const { outbox, sent } = await make();
      expect((await outbox.publish(sampleReport())).toSorted()).toEqual(Object.keys(await sent()).toSorted());
    });
    test('tells which investigation it is of on each of them', async () => {
      const { outbox, sent } = await make();
      await outbox.publish(sampleReport());
      for (const text of Object.values(await sent())) expect(text).toContain(sampleReport().investigation.id);
    });
  });
}
