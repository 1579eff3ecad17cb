import type { Doc } from './json.ts';

export function zohoProject(overrides: Doc = {}): Doc {
  return {
    project_id: '982000000695001',
    project_name: 'Refit of the Seeadler',
    customer_id: '982000000061001',
    customer_name: 'Möwe Bootsbau',
    currency_code: 'EUR',
    description: 'Sold by the metre',
    status: 'active',
    billing_type: 'fixed_cost_for_project',
    rate: 40,
    budget_type: '',
    total_hours: '12:26',
    total_amount: 500,
    billed_hours: '12:26',
    billed_amount: 500,
    un_billed_hours: '00:00',
    un_billed_amount: 0,
    billable_hours: '12:26',
    billable_amount: 500,
    non_billable_hours: '0.00',
    non_billable_amount: 0,
    cost_budget_amount: '1000.00',
    is_recurrence_associated: false,
    recurring_invoices: [],
    created_time: '2026-06-10T09:00:00-0400',
    show_in_dashboard: true,
    tasks: [
      {
        task_id: '982000000695009',
        task_name: 'Rigging',
        description: '',
        rate: 80,
        budget_hours: '0',
        total_hours: '12:26',
        billed_hours: '12:26',
        un_billed_hours: '00:00',
        non_billable_hours: '0.00',
        status: 'active',
        is_billable: true,
        task_custom_fields: '',
      },
    ],
    ...overrides,
  };
}

/** The row of a project in a list page: no currency, no amounts, no tasks. */
export function zohoProjectRow(overrides: Doc = {}): Doc {
  return {
    project_id: '982000000695001',
    project_name: 'Refit of the Seeadler',
    customer_id: '982000000061001',
    customer_name: 'Möwe Bootsbau',
    description: 'Sold by the metre',
    status: 'active',
    billing_type: 'fixed_cost_for_project',
    rate: 40,
    total_hours: '12:26',
    billable_hours: '12:26',
    created_time: '2026-06-10T09:00:00-0400',
    has_attachment: false,
    ...overrides,
  };
}
