import { decimal, type Entity, eastern, money, text } from '../entity.ts';

export const items: Entity = {
  source: 'freshbooks',
  name: 'items',
  id: 'item_id',
  comment: 'Things that are sold. vis_state: 0 active, 1 deleted, 2 archived',
  document: 'row',
  complete: ['vis_state', 'updated'],
  completeArrays: [],
  deletedWhen: { field: 'vis_state', value: '1' },
  webhooks: 'hints',
  columns: [
    text('accounting_system_id', 'Accounting system', 'accounting_systemid'),
    text('name', 'Name'),
    text('description', 'Description'),
    text('sku', 'Stock keeping unit'),
    decimal('qty', 'Quantity that a line begins with'),
    decimal('inventory', 'Quantity in stock'),
    money('unit_cost', 'Price of a unit'),
    text('tax1_id', 'First tax; 0 for none', 'tax1'),
    text('tax2_id', 'Second tax; 0 for none', 'tax2'),
    text('vis_state', '0 active, 1 deleted, 2 archived'),
    eastern('updated', 'When it was changed last'),
  ],
  children: [],
};
