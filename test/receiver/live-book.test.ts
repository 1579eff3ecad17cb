import { expect, test } from 'vitest';
import { LiveBook } from '../../receiver/live-book.ts';
import { openVault } from '../../receiver/vault/vault.ts';
import { EMPTY_WEBHOOK_BOOK, webhookBookName } from '../../receiver/vault/webhook-book.ts';
import { memoryStore } from '../support/memory-store.ts';
import { testConfig } from '../support/receiver-config.ts';
import { callback, VAULT_KEY } from './with-vault.ts';

/** A book with one callback, not read yet, whose readings wait until they are let go. */
async function unread() {
  const vault = openVault(memoryStore(), [VAULT_KEY]);
  await vault.write(webhookBookName('acme_fresh'), {
    generation: 1,
    value: { ...EMPTY_WEBHOOK_BOOK, callbacks: [callback('2009')] },
  });
  const connection = testConfig().connections['acme_fresh']!;
  const started: PromiseWithResolvers<void>[] = [];
  const slow: typeof vault = {
    ...vault,
    read: async (name, schema) => {
      const gate = Promise.withResolvers<void>();
      started.push(gate);
      await gate.promise;
      return vault.read(name, schema);
    },
  };
  const book = new LiveBook({ connection, vault: slow, lookEveryMs: 0, monotonicMs: () => 0 });
  const reading = async (count: number) => expect.poll(() => started.length).toBe(count);
  return { book, started, reading };
}

const knows = (id: string) => (known: LiveBook['known']) => known.callbackIds.has(id);

test('who comes while the reading is under way that brings what it needs, waits for no other', async () => {
  const { book, started, reading } = await unread();
  const first = book.look(knows('2009'));
  await reading(1);
  const second = book.look(knows('2009'));
  started[0]?.resolve();
  await Promise.all([first, second]);
  expect(started).toHaveLength(1);
  expect(book.known.callbackIds).toEqual(new Set(['2009']));
});

test('whom that reading does not help waits for a later one, and all such share it', async () => {
  const { book, started, reading } = await unread();
  const first = book.look(knows('2009'));
  await reading(1);
  const others = [book.look(knows('2010')), book.look(), book.look(knows('2011'))];
  started[0]?.resolve();
  await first;
  await reading(2);
  started[1]?.resolve();
  await Promise.all(others);
  expect(started).toHaveLength(2);
});

test('a reading that fails helps nobody: the next one is waited for', async () => {
  const { book, started, reading } = await unread();
  const first = book.look();
  await reading(1);
  const second = book.look(knows('2009'));
  started[0]?.reject(new Error('away'));
  await expect(first).rejects.toThrow('away');
  await reading(2);
  started[1]?.resolve();
  await second;
  expect(book.known.callbackIds).toEqual(new Set(['2009']));
});

test('a reading that is over is no reading under way: what it brought is not held against the question again', async () => {
  const { book, started, reading } = await unread();
  const first = book.look();
  await reading(1);
  started[0]?.resolve();
  await first;
  let asked = 0;
  const second = book.look(() => (asked += 1) > 0);
  await reading(2);
  started[1]?.resolve();
  await second;
  expect(asked).toBe(0);
});
