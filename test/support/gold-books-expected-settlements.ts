import type { Figure } from './gold-books-expected.ts';

export const EXPECTED_SETTLEMENTS: readonly Figure[] = [
  {
    question: 'receivables ageing at four month ends',
    sql: `select as_of_date, customer_name, currency_code, not_due, days_1_30, days_31_60, total_due, base_total_due,
        invoice_count
      from gold_receivables_ageing
      where as_of_date in (date '2026-01-31', date '2026-02-28', date '2026-03-31', date '2026-04-30')
      order by as_of_date, customer_name, currency_code`,
    rows: [
      ['2026-01-31', 'Atlas Café', 'USD', '1017', '0', '0', '1017', '1017', '1'],
      ['2026-01-31', 'Möwe Bootsbau', 'EUR', '306', '0', '0', '306', '306', '2'], // 226 + 80
      ['2026-01-31', 'Pacific Sails', 'USD', '1000', '0', '0', '1000', '900', '1'],
      ['2026-02-28', 'Atlas Café', 'USD', '0', '517', '0', '517', '517', '1'], // 1017 - 500
      ['2026-02-28', 'Ida Brand', 'EUR', '151.11', '0', '0', '151.11', null, '1'],
      ['2026-02-28', 'Kaito Marine', 'JPY', '82500', '0', '0', '82500', '503.25', '1'],
      // INV-1 226 - 100, 14 days; INV-6 80, due on the day; INV-7 119
      ['2026-02-28', 'Möwe Bootsbau', 'EUR', '199', '126', '0', '325', '325', '3'],
      ['2026-02-28', 'Pacific Sails', 'USD', '0', '1000', '0', '1000', '900', '1'],
      // F-1 1017 - 500 - 117 + 10, 48 days; F-6 80; F-5 was settled that day
      ['2026-03-31', 'Atlas Café', 'USD', '80', '0', '410', '490', '490', '2'],
      // INV-1 126 - 50 - 26, 45 days; INV-6 80, 31 days, written off in April; INV-7 and INV-8 119 each
      ['2026-03-31', 'Möwe Bootsbau', 'EUR', '238', '0', '130', '368', '368', '4'],
      // F-1 78 days, F-6; INV-1 75 days; INV-8 21 days; INV-7
      ['2026-04-30', 'Atlas Café', 'USD', '80', '0', '0', '490', '490', '2'],
      ['2026-04-30', 'Möwe Bootsbau', 'EUR', '119', '119', '0', '288', '288', '3'],
    ],
  },
  {
    question: 'receivables today',
    sql: `select customer_name, not_due, days_61_90, days_over_90, total_due from gold_receivables_ageing
      where is_today order by customer_name`,
    rows: [
      ['Atlas Café', '80', '0', '410', '490'],
      ['Möwe Bootsbau', '119', '0', '169', '288'], // 50 + 119
    ],
  },
  {
    question:
      'cash flow from open invoices and bills, what is overdue first; the weeks are those of the third and the tenth day from now',
    sql: `select source, currency_code, bucket, case when week_start is not null then datediff(week_start,
          cast(date_trunc('week', date_add(current_date(), 3)) as DATE)) end as days, inflow, outflow, net, cumulative_net, base_net
      from gold_cash_flow_forecast order by source desc, currency_code, week_start`,
    rows: [
      // overdue: INV-1 50 + INV-8 119, BILL-1 400
      ['zoho_books', 'EUR', 'overdue', null, '169', '400', '-231', '-231', '-231'],
      ['zoho_books', 'EUR', 'week', 7, '119', '0', '119', '-112', '119'], // INV-7
      ['zoho_books', 'USD', 'week', 0, '0', '300', '-300', '-300', '-270'], // BILL-2 x 0.9
      ['freshbooks', 'USD', 'overdue', null, '410', '50', '360', '360', '360'],
      ['freshbooks', 'USD', 'week', 0, '0', '25', '-25', '335', '-25'],
      ['freshbooks', 'USD', 'week', 7, '80', '0', '80', '415', '80'],
    ],
  },
  {
    question: 'invoices and bills against what settled them',
    sql: `select record_id, amount, paid, credited, withheld, written_off, underpaid, overpaid, unexplained, state
      from gold_reconciliation where record = 'document' order by source desc, kind desc, record_id`,
    rows: [
      ['inv1', '226', '126', '50', '0', '0', '50', '0', '0', 'underpaid'], // 100 + 26
      ['inv10', '400', '400', '0', '0', '0', '0', '0', '0', 'settled'],
      ['inv2', '1000', '1000', '0', '0', '0', '0', '0', '0', 'settled'],
      ['inv3', '82500', '82500', '0', '0', '0', '0', '0', '0', 'settled'],
      ['inv6', '80', '0', '0', '0', '80', '0', '0', '0', 'settled'],
      ['inv7', '119', '0', '0', '0', '0', '119', '0', '0', 'unpaid'], // its payment failed
      ['inv8', '119', '0', '0', '0', '0', '119', '0', '0', 'unpaid'],
      ['b1', '1547', '1000', '100', '47', '0', '400', '0', '0', 'underpaid'],
      ['b2', '500', '200', '0', '0', '0', '300', '0', '0', 'underpaid'],
      ['21', '1017', '490', '117', '0', '0', '410', '0', '0', 'underpaid'], // 500 - 10 paid back
      ['22', '151.11', '151.11', '0', '0', '0', '0', '0', '0', 'settled'],
      ['25', '100', '120', '0', '0', '0', '0', '20', '0', 'overpaid'],
      ['26', '80', '0', '0', '0', '0', '80', '0', '0', 'unpaid'], // its payment was deleted
      ['61', '113', '63', '0', '0', '0', '50', '0', '0', 'underpaid'],
      ['62', '40', '15', '0', '0', '0', '25', '0', '0', 'underpaid'],
    ],
  },
  {
    question: 'payments and credits against what they were applied to',
    sql: `select record_id, record, amount, applied, refunded, unapplied, unexplained, state
      from gold_reconciliation where record != 'document' order by source desc, record, record_id`,
    rows: [
      ['cn1', 'credit', '50', '50', '0', '0', '0', 'applied'],
      ['cn2', 'credit', '100', '0', '30', '70', '0', 'partly_applied'],
      ['vc1', 'credit', '119', '100', '0', '19', '0', 'partly_applied'],
      ['pay1', 'payment', '100', '100', '0', '0', '0', 'applied'],
      ['pay2', 'payment', '1200', '1000', '50', '150', '0', 'partly_applied'],
      ['pay3', 'payment', '82500', '82500', '0', '0', '0', 'applied'],
      ['pay4', 'payment', '450', '400', '0', '50', '0', 'partly_applied'],
      ['pay5', 'payment', '26', '26', '0', '0', '0', 'applied'],
      ['vp1', 'payment', '1000', '1000', '0', '0', '0', 'applied'],
      ['vp2', 'payment', '200', '200', '0', '0', '0', 'applied'],
      ['31', 'credit', '200', '117', '0', '83', '0', 'partly_applied'],
      ['32', 'credit', '20', '0', '0', '20', '0', 'unapplied'],
      ['33', 'credit', '50', '0', '0', '50', '0', 'unapplied'],
      ['41', 'payment', '500', '500', '0', '0', null, 'applied'],
      ['43', 'payment', '-10', '-10', '0', '0', null, 'applied'],
      ['44', 'payment', '151.11', '151.11', '0', '0', null, 'applied'],
      ['45', 'payment', '120', '120', '0', '0', null, 'applied'],
      ['71', 'payment', '63', '63', '0', '0', null, 'applied'],
      ['73', 'payment', '15', '15', '0', '0', null, 'applied'],
    ],
  },
  {
    question: 'who pays late, weighted by amount',
    sql: `select customer_name, currency_code, payment_count, paid_amount, paid_late_amount, average_days_late,
        average_days_from_due, overdue_count, overdue_amount
      from gold_late_payers order by customer_name`,
    rows: [
      // F-1 500 ten days late, F-5 120 a day early: 5000 / 620, (5000 - 120) / 620
      ['Atlas Café', 'USD', '2', '620', '500', '8.0645', '7.871', '1', '410'],
      ['Ida Brand', 'EUR', '1', '151.11', '0', '0', '-2', '0', '0'],
      ['Kaito Marine', 'JPY', '1', '82500', '0', '0', '-4', '0', '0'],
      // 100 four days early, 400 on the day, 26 thirty days late: 780 / 526, (780 - 400) / 526
      ['Möwe Bootsbau', 'EUR', '3', '526', '26', '1.4829', '0.7224', '2', '169'],
      ['Pacific Sails', 'USD', '1', '1000', '1000', '10', '10', '0', '0'],
    ],
  },
  {
    question: 'exchange differences realised',
    sql: `select document_id, settlement_id, month, currency_code, amount, document_rate, settlement_rate, difference
      from gold_exchange_differences order by document_id`,
    rows: [
      ['b2', 'vp2', '2026-03-01', 'USD', '200', '0.9', '0.88', '4'], // 180 owed, 176 paid
      ['inv2', 'pay2', '2026-03-01', 'USD', '1000', '0.9', '0.95', '50'], // 900 owed, 950 came
      ['inv3', 'pay3', '2026-03-01', 'JPY', '82500', '0.0061', '0.006', '-8.25'], // 503.25 owed, 495 came
    ],
  },
];
