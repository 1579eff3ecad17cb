import { freshTold, freshUsd } from '../gold-books-freshbooks.ts';
import type { GoldCase } from './gold-case.ts';

/** A FreshBooks invoice whose answer has no lines: 100 less 10 discount. */
export const WITHOUT_LINES: GoldCase = {
  zoho: [],
  fresh: [
    freshTold('invoices', 'invoice')(301, {
      customerid: 1,
      v3_status: 'sent',
      status: 2,
      create_date: '2025-07-10',
      due_date: '2025-08-09',
      amount: freshUsd('90.00'),
      discount_total: freshUsd('-10.00'),
      outstanding: freshUsd('90.00'),
      lines: [],
    }),
  ],
  figures: [
    {
      question: 'no lines tell of no tax',
      sql: `select documents.tax_total, documents.net_total, revenue.revenue
        from gold_documents as documents
        cross join gold_revenue_by_customer as revenue
        where documents.document_id = '301' and revenue.month = date '2025-07-01'`,
      rows: [['0', '90', '90']],
    },
  ],
};
