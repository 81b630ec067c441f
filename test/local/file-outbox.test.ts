import { fileOutbox } from '../../lib/local/file-outbox.ts';
import { outboxContract } from '../contract/outbox-contract.ts';

outboxContract('a folder of files', async () => {
  const texts = new Map<string, string>();
  const put = async (name: string, text: string) => void texts.set(name, text);
  return {
    outbox: fileOutbox({ put, get: async (name) => texts.get(name), seal: async () => {} }),
    sent: async () => Object.fromEntries(texts),
  };
});
