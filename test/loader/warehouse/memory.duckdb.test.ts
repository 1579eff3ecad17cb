import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { tasksForEntities } from '../../../loader/catalog/tasks.ts';
import { openWarehouse } from '../../../loader/warehouse/index.ts';
import { openLab } from '../../support/lab.ts';
import { zohoInvoice, zohoWebhook } from '../../support/payloads/zoho-books.ts';

it('a load that does not fit is run again with more memory, and fails only when that is not enough either', async () => {
  const lab = await openLab();
  onTestFinished(() => lab.close());
  const invoice = zohoInvoice({ invoice_id: '1', last_modified_time: '2026-06-09T10:00:00+0000' });
  const key = await lab.zoho('invoices/created', zohoWebhook('invoice', invoice), '2026-06-09T10:00:00.000Z');
  const load = await lab.convert([key]);
  const expected = await lab.warehouse();
  await expected.apply(load);
  const tight = await lab.warehouse();
  const path = join(lab.dir, 'warehouse-1.duckdb');
  await tight.close();

  const apply = async (largeMemoryLimit: string) => {
    const limits = { memoryLimit: '8MB', largeMemoryLimit };
    const warehouse = await openWarehouse({ engine: 'duckdb', path }, { tasksForEntities, ...limits });
    const result = await warehouse.apply(load);
    await warehouse.close();
    return result;
  };
  expect(await apply('8MB')).toMatchObject({ kind: 'failed', message: expect.stringContaining('Out of Memory') });
  expect(await apply('1GB')).toMatchObject({ kind: 'applied', rows: 1, failedChecks: [] });
  expect(await tight.fingerprints()).toEqual(await expected.fingerprints());
});
