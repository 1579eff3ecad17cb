import { describe, expect, it } from 'vitest';
import { zohoInvoice, zohoWebhook } from '../support/payloads/zoho-books.ts';
import { openProject } from '../support/project.ts';
import { ZOHO_SECRET } from '../support/receiver-config.ts';
import { zohoDelivery } from '../support/sign.ts';

const hook = (action: string, document: object) =>
  zohoDelivery({ path: `/webhooks/acme_books/invoices/${action}`, secret: ZOHO_SECRET, document });
const invoice = (id: string, modified: string, more: object = {}) =>
  zohoWebhook('invoice', zohoInvoice({ invoice_id: id, last_modified_time: modified, ...more }));
const stamp = (offsetMs: number): string => `${new Date(Date.now() + offsetMs).toISOString().slice(0, 19)}+0000`;
const DAY = 86_400_000;

describe('deliveries whose time lies elsewhere', () => {
  it('are found by the next normal run and applied', async () => {
    const project = await openProject();
    const current = stamp(0);
    const update = invoice('1', current, { status: 'sent' });
    expect(await project.send(hook('updated', update))).toBe(202);
    const first = await project.json([0], 'run');
    expect(first).toMatchObject({ listing: 'first', objects: 1, rows: 1 });

    expect(await project.send(hook('deleted', update))).toBe(202);
    expect(await project.send(hook('updated', invoice('2', '2019-03-01T10:00:00-0500', { status: 'overdue' })))).toBe(
      202,
    );
    expect(await project.send(hook('updated', invoice('3', stamp(400 * DAY), { status: 'draft' })))).toBe(202);
    expect(await project.send(hook('updated', invoice('4', '', { status: 'paid' })))).toBe(202);
    expect(await project.send(hook('deleted', { invoice: { invoice_id: '5' } }))).toBe(202);
    const second = await project.json([0], 'run');
    expect(second).toMatchObject({ listing: 'normal', objects: 5, rows: 5, missed: 0, quarantined: 0 });
    expect(
      await project.warehouse.query(
        'select invoice_id, status, is_deleted from silver_zoho_books_invoices order by invoice_id',
      ),
    ).toEqual([
      { invoice_id: '1', status: 'sent', is_deleted: true },
      { invoice_id: '2', status: 'overdue', is_deleted: false },
      { invoice_id: '3', status: 'draft', is_deleted: false },
      { invoice_id: '4', status: 'paid', is_deleted: false },
      { invoice_id: '5', status: null, is_deleted: true },
    ]);

    expect(await project.json([0], 'run')).toMatchObject({ listing: 'normal', objects: 0, loads: { planned: 0 } });
    expect(await project.json([0], 'run', '--full')).toMatchObject({ listing: 'full', objects: 0, missed: 0 });
  });

  it('a doubled delivery is one object, whichever way it comes', async () => {
    const project = await openProject();
    const late = hook('updated', invoice('2', '2019-03-01T10:00:00-0500'));
    const answers = await Promise.all([project.send(late), project.send(late), project.send(late)]);
    expect(answers.toSorted((a, b) => a - b)).toEqual([200, 200, 202]);
    expect(await project.json([0], 'run')).toMatchObject({ objects: 1, rows: 1 });
  });
});
