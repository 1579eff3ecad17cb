import { boolean, type Entity, text } from '../entity.ts';

/** The rate of a service stands in an answer of its own and is not taken over. */
export const services: Entity = {
  source: 'freshbooks',
  name: 'services',
  id: 'service_id',
  comment: 'Kinds of work that time is booked on. vis_state: 0 active, 1 deleted, 2 archived',
  document: 'row',
  complete: ['vis_state', 'name'],
  completeArrays: [],
  deletedWhen: { field: 'vis_state', value: '1' },
  webhooks: 'hints',
  columns: [
    text('business_id', 'Business'),
    text('name', 'Name'),
    boolean('billable', 'Whether its time can be billed'),
    text('vis_state', '0 active, 1 deleted, 2 archived'),
  ],
  children: [],
};
