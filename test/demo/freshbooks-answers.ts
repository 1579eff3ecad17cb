import { landAnswer } from '../../loader/fetch/land-answer.ts';
import { decodeEnvelope } from '../../receiver/envelope.ts';
import type { LandingStore } from '../../receiver/landing/store.ts';
import {
  freshbooksAnswer,
  freshbooksClient,
  freshbooksInvoice,
  freshbooksInvoiceLine,
  freshbooksMoney,
  freshbooksPayment,
} from '../support/payloads/freshbooks.ts';
import { type Doc, jsonBytes } from '../support/payloads/json.ts';
import { ACCOUNT } from './freshbooks.ts';
import type { StoryClock } from './place.ts';
import type { Story } from './step.ts';

/** What the API would answer for each hinted object, by `<entity>/<id>`. */
function answersOf(story: Story): Readonly<Record<string, Doc>> {
  const invoice = (id: number, due: number, facts: Doc): Doc =>
    freshbooksAnswer(
      'invoice',
      freshbooksInvoice({
        id,
        invoiceid: id,
        accountid: ACCOUNT,
        accounting_systemid: ACCOUNT,
        currency_code: 'USD',
        create_date: story.day(due - 30),
        due_date: story.day(due),
        v3_status: due < 0 ? 'overdue' : 'sent',
        ...facts,
      }),
    );
  const money = (amount: string): Doc => freshbooksMoney(amount, 'USD');
  const lines = (amount: string): Doc => ({
    lines: [freshbooksInvoiceLine({ qty: '1', unit_cost: money(amount), amount: money(amount) })],
  });
  const client = (id: number, organization: string): Doc =>
    freshbooksAnswer('client', freshbooksClient({ id, userid: id, organization, currency_code: 'USD' }));
  return {
    'clients/21055': client(21055, 'Harbor & Pine LLC'),
    'clients/21056': client(21056, 'Lakeside Canvas Co.'),
    'invoices/60415': invoice(60415, -120, {
      invoice_number: '0000079',
      customerid: 21056,
      ...lines('742.50'),
      amount: money('742.50'),
      outstanding: money('742.50'),
    }),
    'invoices/60417': invoice(60417, -20, {
      invoice_number: '0000081',
      customerid: 21055,
      ...lines('1250.00'),
      amount: money('1250.00'),
      outstanding: money('1000.00'),
      paid: money('250.00'),
      v3_status: 'partial',
    }),
    'invoices/60418': invoice(60418, 10, {
      invoice_number: '0000082',
      ...lines('88.00'),
      amount: money('88.00'),
      outstanding: money('88.00'),
      vis_state: 1,
    }),
    'payments/11804': freshbooksAnswer(
      'payment',
      freshbooksPayment({ date: story.day(-1), amount: money('250.00'), type: 'Check' }),
    ),
  };
}

/** The hints of the story's last window may be answered from here on: the window's end and `loader.settle_seconds`. */
const SETTLED_AT = 275;

/**
 * Lands what the API answers for every hint, by the door that the API client uses: one read per object, which answers all
 * hints that name it. @returns how many answers there were
 */
export async function landAnswers(store: LandingStore, story: Story, clock: StoryClock): Promise<number> {
  const hints: Record<string, string[]> = {};
  for await (const { key } of store.list('raw/source=freshbooks/')) {
    const envelope = decodeEnvelope((await store.read(key)) ?? new Uint8Array());
    (hints[`${envelope.entity}/${envelope.entity_id}`] ??= []).push(key);
  }
  const answers = Object.entries(answersOf(story));
  for (const [index, [object, body]] of answers.entries()) {
    const [entity = '', entityId = ''] = object.split('/');
    const startedAt = new Date(clock.start.getTime() + (SETTLED_AT + index) * 1000);
    await landAnswer(store, {
      source: 'freshbooks',
      connection: 'acme_fresh',
      organizationId: ACCOUNT,
      origin: 'hydrate',
      entity,
      entityId,
      url: `https://api.freshbooks.com/accounting/account/${ACCOUNT}/${object}`,
      status: 200,
      fetchId: `demo-${entity}-${entityId}`,
      startedAt,
      receivedAt: new Date(startedAt.getTime() + 180),
      page: undefined,
      isLast: true,
      answers: hints[object] ?? [],
      contentType: 'application/json',
      redacted: [],
      body: jsonBytes(body),
    });
  }
  return answers.length;
}
