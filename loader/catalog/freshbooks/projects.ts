import { boolean, date, decimal, type Entity, iso, json, personal, text } from '../entity.ts';

/** Money here is plain text without a currency. Deleted projects are gone: only an answer that knows the project no longer tells. */
export const projects: Entity = {
  source: 'freshbooks',
  name: 'projects',
  id: 'project_id',
  comment:
    'Projects. complete: finished; active: neither archived nor removed; a deleted one is known by is_deleted only',
  document: 'row',
  complete: ['title', 'created_at'],
  completeArrays: [],
  webhooks: 'hints',
  columns: [
    text('title', 'Title'),
    text('description', 'Description'),
    text('client_id', 'Client'),
    text('project_manager_id', 'Who leads it'),
    text('retainer_id', 'Retainer'),
    text('group_id', 'Group of the people on it, in rows of lists'),
    text('team_id', 'Group of the people on it, in answers about one project', 'group.id'),
    boolean('internal', 'Whether it is done for the business itself'),
    boolean('active', 'Whether it is active'),
    boolean('complete', 'Whether it is finished'),
    boolean('sample', 'Whether it is an example by FreshBooks'),
    text('project_type', 'fixed_price, hourly_rate'),
    text('billing_method', 'business_rate, project_rate, service_rate, team_member_rate'),
    text('billed_status', 'unbilled, partially_billed, billed'),
    date('due_date', 'Date on which it is due'),
    decimal('budget', 'Budget as sent'),
    decimal('fixed_price', 'Fixed price, without a currency'),
    decimal('rate', 'Rate of an hour, without a currency'),
    decimal('billed_amount', 'Billed so far, without a currency'),
    decimal('expense_markup', 'What is added to expenses, in percent'),
    decimal('logged_duration', 'Time on it, in seconds; only where it was asked for'),
    iso('created_at', 'When it was created'),
    iso('updated_at', 'When it was changed last'),
    personal(json('team', 'The people on it, in answers about one project', 'group')),
  ],
  children: [
    {
      name: 'project_services',
      field: 'services',
      comment: 'Services that time on a project is booked on, of the version that won. vis_state 1: deleted',
      columns: [
        text('service_id', 'Service', 'id'),
        text('business_id', 'Business'),
        text('name', 'Name'),
        boolean('billable', 'Whether its time can be billed'),
        text('vis_state', '0 active, 1 deleted, 2 archived'),
      ],
    },
  ],
};
