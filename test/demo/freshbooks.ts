import { freshbooksDelivery, type SignedDelivery } from '../support/sign.ts';
import { type Chapter, DUPLICATE, STORED, type Story, stored } from './step.ts';

export const ACCOUNT = '6BApk';

/** Signed with the callback's verifier over the fields as Python writes them, as FreshBooks does. */
export function freshHook(story: Story, name: string, objectId: string, account = ACCOUNT): SignedDelivery {
  const fields = { name, object_id: objectId, account_id: account, business_id: '91822', identity_id: '3305' };
  return freshbooksDelivery({
    path: '/webhooks/acme_fresh',
    secret: story.secrets.fresh,
    fields: Object.entries(fields),
  });
}

/** Webhooks of FreshBooks are hints: they name an object and say nothing about it. */
export function freshbooksChapter(story: Story): Chapter {
  const hint = (name: string, id: string): SignedDelivery => freshHook(story, name, id);
  return {
    title: 'FreshBooks: hints that name what changed',
    steps: [
      stored(
        'client.create, 2 clients',
        61,
        [hint('client.create', '21055'), hint('client.create', '21056')],
        'ids only, not a name',
      ),
      stored(
        'invoice.create, 0000079 and 0000081',
        65,
        [hint('invoice.create', '60415'), hint('invoice.create', '60417')],
        'ids only, not an amount',
      ),
      stored('payment.create, 250.00 USD on 0000081', 70, [hint('payment.create', '11804')], 'changes the invoice too'),
      {
        what: 'invoice.update 0000081, twice at once',
        at: 70,
        deliveries: [hint('invoice.update', '60417'), hint('invoice.update', '60417')],
        expected: { [STORED]: 1, [DUPLICATE]: 1 },
        why: 'equal hints within a minute',
      },
      stored('invoice.update 0000081, 2 minutes on', 190, [hint('invoice.update', '60417')], 'may be another change'),
      stored('invoice.delete 0000082', 192, [hint('invoice.delete', '60418')], 'a hint deletes nothing yet'),
    ],
  };
}
