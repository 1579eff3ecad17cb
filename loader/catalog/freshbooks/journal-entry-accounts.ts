import { boolean, decimal, type Entity, eastern, text } from '../entity.ts';

/** The balances are stale in practice: sum `journal_entry_details` instead. */
export const journalEntryAccounts: Entity = {
  source: 'freshbooks',
  name: 'journal_entry_accounts',
  id: 'journal_entry_account_id',
  comment: 'Legacy chart of accounts, which journal_entry_details refer to. No status; nothing marks a deletion',
  document: 'row',
  complete: ['account_number', 'account_type'],
  completeArrays: ['sub_accounts'],
  webhooks: 'hints',
  ignored: ['id'],
  columns: [
    text('account_id', 'Id under its older name', 'accountid'),
    text('account_number', 'Number'),
    text('account_name', 'Name'),
    text('account_type', 'asset, equity, expense, income, liability'),
    decimal('balance', 'Balance as sent, often stale'),
    text('currency_code', 'ISO 4217 code of the balance'),
    eastern('created_at', 'When it was created'),
  ],
  children: [
    {
      name: 'journal_entry_account_sub_accounts',
      field: 'sub_accounts',
      comment: 'Sub-accounts of the legacy chart of accounts, of the version that won',
      columns: [
        text('sub_account_id', 'Sub-account', 'sub_accountid'),
        text('parent_id', 'Account above it', 'parentid'),
        text('account_sub_number', 'Number within the account'),
        text('account_sub_name', 'Name; a UUID where a user made it'),
        text('account_type', 'asset, equity, expense, income, liability'),
        decimal('balance', 'Balance as sent, often stale'),
        text('currency_code', 'ISO 4217 code of the balance'),
        boolean('custom', 'Whether a user made it'),
        boolean('transaction_posted', 'Whether anything was booked on it'),
        eastern('created_at', 'When it was created'),
      ],
    },
  ],
};
