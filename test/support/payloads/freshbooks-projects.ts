import { freshbooksService } from './freshbooks-reference.ts';
import type { Doc } from './json.ts';

// Invented projects and time entries of the shapes that FreshBooks answers with: UTC times with a T, money without a currency.

/** `{"<key>":…}`: the answer for one object outside of the accounting family. */
export function freshbooksBareAnswer(key: string, document: unknown, beside: Doc = {}): Doc {
  return { [key]: document, ...beside };
}

/** A page outside of the accounting family. */
export function freshbooksBareList(key: string, documents: readonly unknown[]): Doc {
  return { meta: { sort: [], total: documents.length, per_page: 100, page: 1, pages: 1 }, [key]: documents };
}

/** As one answer about it; rows of lists have `group_id` instead of `group`. */
export function freshbooksProject(overrides: Doc = {}): Doc {
  return {
    id: 65432,
    title: 'Refit',
    description: null,
    due_date: '2026-12-24',
    client_id: 21055,
    internal: false,
    budget: '50.00',
    fixed_price: null,
    rate: '85.50',
    billing_method: 'project_rate',
    project_type: 'hourly_rate',
    project_manager_id: null,
    active: true,
    complete: false,
    sample: false,
    created_at: '2026-05-17T01:09:41',
    updated_at: '2026-06-09T20:00:00Z',
    logged_duration: null,
    services: [freshbooksService()],
    billed_amount: '0.00',
    billed_status: 'unbilled',
    retainer_id: null,
    expense_markup: '0',
    group: {
      id: 76464,
      members: [
        {
          id: 12,
          identity_id: 3305,
          role: 'owner',
          first_name: 'Mika',
          last_name: 'Oja',
          email: 'mika@quainord.example',
          company: 'Quai Nord',
          active: true,
        },
      ],
      pending_invitations: [],
    },
    ...overrides,
  };
}

export function freshbooksTimeEntry(overrides: Doc = {}): Doc {
  return {
    id: 41954,
    identity_id: 3305,
    is_logged: true,
    started_at: '2026-06-09T13:00:00Z',
    created_at: '2026-06-09T14:09:41Z',
    local_started_at: '2026-06-09T09:00:00',
    local_timezone: 'America/Toronto',
    client_id: 21055,
    project_id: 65432,
    pending_client: null,
    pending_project: null,
    pending_task: null,
    task_id: null,
    service_id: 40544,
    note: 'Survey of the hull',
    active: true,
    billable: true,
    billed: false,
    internal: false,
    retainer_id: null,
    duration: 3600,
    timer: null,
    ...overrides,
  };
}
