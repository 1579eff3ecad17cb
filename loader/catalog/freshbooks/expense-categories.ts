import { boolean, type Entity, eastern, text } from '../entity.ts';

export const expenseCategories: Entity = {
  source: 'freshbooks',
  name: 'expense_categories',
  id: 'expense_category_id',
  comment: 'Categories of expenses. vis_state: 0 active, 1 deleted, 2 archived',
  document: 'row',
  complete: ['vis_state', 'category'],
  completeArrays: [],
  deletedWhen: { field: 'vis_state', value: '1' },
  webhooks: 'hints',
  columns: [
    text('category', 'Name'),
    text('category_id', 'Id under its older name', 'categoryid'),
    text('parent_id', 'Category above it', 'parentid'),
    boolean('is_cogs', 'Whether its expenses are costs of goods sold'),
    boolean('is_editable', 'Whether it can be changed'),
    boolean('transaction_posted', 'Whether anything was booked on it'),
    text('vis_state', '0 active, 1 deleted, 2 archived'),
    eastern('created_at', 'When it was created'),
    eastern('updated_at', 'When it was changed last'),
  ],
  children: [],
};
