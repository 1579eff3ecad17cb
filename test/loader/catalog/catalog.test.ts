import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { personal, text } from '../../../loader/catalog/entity.ts';
import { sqlColumns } from '../../../loader/catalog/generate/columns.ts';
import { eventsTable } from '../../../loader/catalog/generate/tables.ts';
import { ENTITIES, isKnown, silverTable } from '../../../loader/catalog/index.ts';
import { jobTasks, tasksForEntities } from '../../../loader/catalog/tasks.ts';
import { FRESHBOOKS_ENDPOINTS } from '../../../loader/sources/freshbooks/endpoints.ts';
import { documentSplitter } from '../../../loader/sources/index.ts';
import { ZOHO_ENDPOINTS } from '../../../loader/sources/zoho-books/endpoints.ts';

describe('entity catalog', () => {
  const tables = ENTITIES.flatMap((entity) => [
    { table: silverTable(entity), key: [entity.id], columns: entity.columns },
    ...entity.children.map((child) => ({
      table: silverTable(entity, child),
      key: [entity.id, 'position'],
      columns: child.columns,
    })),
  ]);

  it.each(tables)('$table has unique snake_case columns with comments', ({ key, columns }) => {
    const sql = sqlColumns(columns);
    const names = [...key, ...sql.map((column) => column.name)];
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z][a-z0-9_]*$/);
    for (const column of sql) expect(column.comment.length).toBeGreaterThan(2);
    for (const column of columns) expect(column.comment).not.toMatch(/\.$/);
  });

  it('says of which entities the events of Zoho Books name who made the change', () => {
    const users = ['last_modified_by_id', 'last_modified_id'];
    const naming = ENTITIES.filter(({ source, columns }) => {
      return source === 'zoho_books' && columns.some(({ field }) => users.includes(field));
    }).map(({ name }) => name.replaceAll('_', ' '));
    const comment = eventsTable('zoho_books').columns.find(({ name }) => name === 'identity_id')?.comment ?? '';
    const [, list = ''] = /documents of (.+) name a user/.exec(comment) ?? [];
    expect(list.split(/, | and /)).toEqual(naming.sort());
  });

  it('has no entity that is never read', () => {
    const read: Readonly<Record<string, object>> = { zoho_books: ZOHO_ENDPOINTS, freshbooks: FRESHBOOKS_ENDPOINTS };
    const unread = ENTITIES.filter(({ source, name }) => !Object.hasOwn(read[source] ?? {}, name));
    expect(unread.map(({ source, name }) => `${source}.${name}`)).toEqual([]);
  });

  it('is explained by files that are there, how an entity is read and where its payload goes among them', () => {
    const readme = readFileSync(new URL('../../../loader/catalog/README.md', import.meta.url), 'utf8');
    const paths = [...readme.matchAll(/`((?:loader|receiver|test)\/[\w./-]+)`/g)].map(([, path = '']) => path);
    expect(paths).toEqual(
      expect.arrayContaining([
        'loader/sources/zoho-books/endpoints.ts',
        'loader/sources/freshbooks/endpoints.ts',
        'test/support/payloads/zoho-books-samples.ts',
        'test/support/payloads/freshbooks-entities.ts',
      ]),
    );
    expect(paths.filter((path) => !existsSync(new URL(`../../../${path}`, import.meta.url)))).toEqual([]);
  });

  it('names every table once', () => {
    expect(new Set(tables.map((t) => t.table)).size).toBe(tables.length);
    expect(tables.map((t) => t.table)).toContain('silver_zoho_books_customer_payment_invoices');
  });

  it('takes over no field that opens a document without login', () => {
    const secret = ENTITIES.flatMap((entity) => {
      const columns = [entity, ...entity.children].flatMap((part) => part.columns);
      const { isSecret } = documentSplitter(entity.source);
      return columns.filter(({ field }) => isSecret(field)).map(({ field }) => `${silverTable(entity)}: ${field}`);
    });
    expect(secret).toEqual([]);
  });

  it.each([
    ['names of vendors', /^(bill_)?vendor(_name)?$/],
    ['names of customers and payees', /^(customer_name|payee)$/],
    ['means of payment', /^(cards|bank_accounts|checks|check_details|upi_mandates|vpa_list)$/],
    ['numbers of persons', /^(pan_no|mobile|phone)$/],
    ['what reaches a person', /^(communication_preference|email)$/],
  ])('%s are marked as personal wherever they stand', (_what, names) => {
    const columns = ENTITIES.flatMap((entity) =>
      [entity, ...entity.children].flatMap((part) =>
        part.columns.map((column) => ({ ...column, at: `${entity.source}.${entity.name}` })),
      ),
    ).filter(({ name }) => names.test(name));
    expect(columns.length).toBeGreaterThan(1);
    expect(columns.filter((column) => column.personal !== true).map(({ at, name }) => `${at} ${name}`)).toEqual([]);
  });

  it('a column for personal data says so in its comment', () => {
    const columns = ENTITIES.flatMap((entity) => [entity, ...entity.children].flatMap((part) => part.columns));
    const marked = columns.filter((column) => column.personal === true);
    expect(marked.length).toBeGreaterThan(0);
    expect(columns.filter(({ comment }) => comment.endsWith('(personal data)'))).toEqual(marked);
    expect(personal(personal(text('a', 'A')))).toEqual(personal(text('a', 'A')));
  });

  it('knows entities by source and name', () => {
    expect(isKnown('zoho_books.invoices')).toBe(true);
    expect(isKnown('freshbooks.contacts')).toBe(false);
  });
});

describe('job tasks', () => {
  it('come after what they depend on', () => {
    const seen = new Set<string>();
    for (const task of jobTasks()) {
      for (const key of task.dependsOn) expect(seen).toContain(key);
      seen.add(task.key);
    }
  });

  it('a load runs the tasks of its entities and those that every load needs', () => {
    expect(tasksForEntities(['zoho_books.invoices'])).toEqual([
      'setup',
      'bronze_events',
      'silver_zoho_books_invoices',
      'silver_zoho_books_events',
      'silver_quarantine',
      'gold_documents',
      'gold_document_lines',
      'gold_payments',
      'gold_revenue',
      'gold_expenses',
      'gold_receivables_ageing',
      'gold_payables_ageing',
      'gold_cash_flow_forecast',
      'gold_reconciliation',
      'ops_loads',
      'checks',
    ]);
  });

  it('an entity that the catalog does not know runs the events and quarantine', () => {
    const tasks = tasksForEntities(['freshbooks.estimates']);
    expect(tasks).toContain('silver_quarantine');
    expect(tasks).toContain('silver_freshbooks_events');
    expect(tasks.filter((key) => key.startsWith('silver_zoho'))).toEqual([]);
  });

  it('a rebuild runs all', () => {
    expect(tasksForEntities(['*'])).toEqual(jobTasks().map((task) => task.key));
  });
});
