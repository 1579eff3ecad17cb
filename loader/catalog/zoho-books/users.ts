import { boolean, decimal, type Entity, instant, json, personal, text } from '../entity.ts';

export const users: Entity = {
  source: 'zoho_books',
  name: 'users',
  id: 'user_id',
  comment:
    'Users of the organization. `status` tells active, inactive and invited; a user who was removed is `is_deleted`. They have no stamp: the answer asked for last wins',
  document: 'row',
  complete: ['name', 'status'],
  completeArrays: [],
  webhooks: 'documents',
  columns: [
    personal(text('name', 'Name')),
    text('status', 'active, inactive, invited or deleted: the user is still there'),
    text('user_role', 'Role'),
    text('user_type', 'Kind of user'),
    text('role_id', 'Role of the user'),
    decimal('cost_rate', 'Cost of an hour, in the detail alone'),
    personal(text('photo_url', 'Picture')),
    boolean('is_employee', 'Whether the user is an employee'),
    personal(text('email', 'E-mail address, in lists alone; the detail has email_ids')),
    personal(text('mobile', 'Mobile telephone')),
    boolean('is_super_admin', 'Whether the user is the super administrator'),
    text('invitation_type', 'How the user was invited'),
    boolean('is_current_user', 'Whether the API reads as this user, in lists alone'),
    boolean('is_customer_segmented', 'Whether the user sees some customers only, in lists alone'),
    boolean('is_vendor_segmented', 'Whether the user sees some vendors only, in lists alone'),
    instant('created_time', 'When the user was made, in the detail alone'),
    personal(json('email_ids', 'E-mail addresses, in the detail alone')),
    json('custom_fields', 'Custom fields'),
  ],
  children: [],
};
