import { landAnswer } from '../../loader/fetch/land-answer.ts';
import type { ConnectionConfig } from '../../receiver/config/config.ts';
import type { LandingStore } from '../../receiver/landing/store.ts';
import { receiveDelivery } from '../../receiver/receive.ts';
import { webhookSource } from '../../receiver/sources/index.ts';
import type { Doc } from '../support/payloads/json.ts';
import { zohoListAnswer, zohoWebhook } from '../support/payloads/zoho-books.ts';
import { zohoBankTransaction, zohoBankTransactionRow } from '../support/payloads/zoho-books-bank-transactions.ts';
import { zohoDelivery } from '../support/sign.ts';
import { WEBHOOK_SECRET } from './bench-config.ts';
import { token } from './landed-objects.ts';

/** Rows of a page, as many as the provider gives at once. */
export const PAGE_ROWS = 200;

export interface Landing {
  readonly store: LandingStore;
  readonly connection: ConnectionConfig;
}

/**
 * Lands bank transactions as a first backfill brings them: an API answer of 200 rows per object, each row the whole record. Every
 * row has its line, which the provider's lists leave out, so that the child table grows as the entity does.
 */
export async function landBackfill({ store, connection }: Landing, documents: number, begun: Date): Promise<void> {
  const pages = Math.ceil(documents / PAGE_ROWS);
  for (let page = 1; page <= pages; page += 1) {
    const first = (page - 1) * PAGE_ROWS;
    const rows = Array.from({ length: Math.min(PAGE_ROWS, documents - first) }, (_, i) => row(first + i));
    const startedAt = new Date(begun.getTime() + page * 500);
    await landAnswer(store, {
      source: connection.source,
      connection: connection.name,
      organizationId: connection.organizationId,
      origin: 'backfill',
      entity: 'bank_transactions',
      entityId: undefined,
      url: `https://www.zohoapis.example/books/v3/banktransactions?page=${page}&per_page=${PAGE_ROWS}`,
      status: 200,
      fetchId: 'bench-backfill',
      startedAt,
      receivedAt: new Date(startedAt.getTime() + 400),
      page,
      isLast: page === pages,
      answers: [],
      contentType: 'application/json',
      redacted: [],
      body: Buffer.from(
        JSON.stringify(zohoListAnswer('banktransactions', rows, { page, has_more_page: page < pages })),
      ),
    });
  }
}

/** Lands webhooks of new transactions, one object each, by the receiver's own code. */
export async function landWebhooks(
  { store, connection }: Landing,
  news: { readonly from: number; readonly count: number; readonly at: Date },
): Promise<void> {
  for (let n = news.from; n < news.from + news.count; n += 1) {
    const path = `/webhooks/${connection.name}/bank_transactions/created`;
    const document = zohoWebhook('banktransaction', zohoBankTransaction(facts(n)));
    const delivery = zohoDelivery({ path, secret: WEBHOOK_SECRET, document });
    const { headers, body } = delivery;
    const receipt = await receiveDelivery(
      {
        connection,
        source: webhookSource(connection.source),
        request: { method: 'POST', path, query: '', headers, body, entity: 'bank_transactions', action: 'created' },
      },
      { store, clock: () => news.at, timeBudgetMs: 10_000, coalesceSeconds: 60 },
    );
    if (receipt.kind !== 'stored') throw new Error(`webhook ${n}: ${JSON.stringify(receipt)}`);
  }
}

function row(n: number): Doc {
  const { line_items } = zohoBankTransaction();
  return zohoBankTransactionRow({ ...facts(n), running_balance: `${n % 10_000}.50`, line_items });
}

function facts(n: number): Doc {
  const day = new Date(Date.UTC(2021, 0, 1) + (n % 1_900) * 86_400_000).toISOString().slice(0, 10);
  return {
    transaction_id: String(982_000_000_000_000 + n),
    date: day,
    amount: 1 + (n % 5_000),
    reference_number: `R ${token(n, 12)}`,
    description: `Deposit of berth ${n % 97}, ${token(n + 1, 40)}`,
    customer_id: String(982_000_000_061_000 + (n % 900)),
  };
}
