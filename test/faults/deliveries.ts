import { createHash } from 'node:crypto';
import { DELETE_SECRET, FRESH_SECRET, ZOHO_SECRET } from '../support/receiver-config.ts';
import { freshbooksDelivery, type SignedDelivery, zohoDelivery } from '../support/sign.ts';
import type { Chance } from './random.ts';

/** A delivery as its sender sees it, with every answer it got. */
export interface Sent {
  readonly kind: 'zoho' | 'hint';
  readonly name: string;
  readonly signed: SignedDelivery;
  readonly bodySha256: string;
  /** its time lies far from now: it needs a late pointer */
  readonly late: boolean;
  /** before the first byte of the first attempt */
  readonly sentAt: Date;
  /** statuses of all answers to all copies, retries included */
  readonly answers: number[];
  /** copies that were acknowledged, of how many */
  acknowledged: number;
  readonly copies: number;
}

/** Few enough that the same bytes come again and again: two real updates look alike at FreshBooks. */
const HINT_OBJECTS = 6;

export function nextDelivery(number: number, chance: Chance): Sent {
  const copies = chance.happens(0.4) ? 2 : 1;
  return chance.happens(0.4) ? hint({ chance, copies }) : zoho({ number, chance, copies });
}

function zoho({ number, chance, copies }: { number: number; chance: Chance; copies: number }): Sent {
  const late = chance.happens(0.1);
  const deleted = chance.happens(0.2);
  const stamp = late ? '2019-03-04T05:06:07-0500' : `${new Date().toISOString().slice(0, 19)}+0000`;
  const notes = 'x'.repeat(chance.between(0, 4_000));
  const document = { invoice: { invoice_id: `4600000000${number}`, last_modified_time: stamp, notes } };
  const path = `/webhooks/acme_books/invoices/${deleted ? 'deleted' : 'updated'}`;
  const signed = zohoDelivery({ path, secret: deleted ? DELETE_SECRET : ZOHO_SECRET, document });
  return sent({ kind: 'zoho', name: `invoice ${number}`, signed, late, copies });
}

function hint({ chance, copies }: { chance: Chance; copies: number }): Sent {
  const objectId = String(chance.between(1, HINT_OBJECTS));
  const fields = [
    ['name', 'invoice.update'],
    ['object_id', objectId],
    ['account_id', '6BApk'],
  ] as const;
  const signed = freshbooksDelivery({ path: '/webhooks/acme_fresh', secret: FRESH_SECRET, fields });
  return sent({ kind: 'hint', name: `hint ${objectId}`, signed, late: false, copies });
}

function sent(parts: Pick<Sent, 'kind' | 'name' | 'signed' | 'late' | 'copies'>): Sent {
  const bodySha256 = createHash('sha256').update(parts.signed.body).digest('hex');
  return { ...parts, bodySha256, sentAt: new Date(), answers: [], acknowledged: 0 };
}
