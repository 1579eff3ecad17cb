import { boolean, type Entity, iso, json, text } from '../entity.ts';

/** The newer chart of accounts. No mapping to the ids of `journal_entry_accounts` is published. */
export const ledgerAccounts: Entity = {
  source: 'freshbooks',
  name: 'ledger_accounts',
  id: 'ledger_account_id',
  comment: 'Chart of accounts. state tells active ones from archived ones; nothing marks a deletion',
  document: 'row',
  complete: ['name', 'type'],
  completeArrays: [],
  webhooks: 'hints',
  columns: [
    text('number', 'Number'),
    text('name', 'Name'),
    text('description', 'Description'),
    text('type', 'asset, equity, expense, income, liability'),
    text('sub_type', 'Kind within the type, for example Cash & Bank'),
    text('system_account_name', 'Name of the system account that it is'),
    text('parent_account_id', 'Account above it', 'parent_account'),
    boolean('auto_created', 'Whether FreshBooks made it'),
    text('state', 'active, …'),
    iso('updated_at', 'When it was changed last'),
    json('sub_accounts', 'Ids of the accounts below it'),
  ],
  children: [],
};
