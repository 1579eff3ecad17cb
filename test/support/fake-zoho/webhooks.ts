import { randomBytes } from 'node:crypto';
import type { Outbox, Outgoing } from '../fake-provider/outbox.ts';
import type { Doc } from '../payloads/json.ts';
import { zohoWebhook } from '../payloads/zoho-books.ts';
import { zohoDelivery } from '../sign.ts';
import type { Change } from './books.ts';
import { fakeEntity } from './entities.ts';

/** A webhook together with the workflow rule that fires it, as a user enters both in the settings. */
export interface WebhookRule {
  /** as in the tables: `invoices` */
  readonly entity: string;
  /** `created`, `updated`, `deleted`, or `saved` for created or edited */
  readonly trigger: string;
  readonly url: string;
  /** 12 to 50 alphanumeric characters */
  readonly secret: string;
  /** the document's text in a form field of this name instead of a JSON body */
  readonly formField?: string;
  /** a raw template with these fields of the record alone, instead of the default payload */
  readonly fields?: readonly string[];
  /** fixed query parameters; they are signed */
  readonly query?: readonly (readonly [string, string])[];
}

/** Workflow rules: which change is sent where. Without a rule nothing is sent. */
export class Webhooks {
  readonly rules: WebhookRule[] = [];
  /** what a `deleted` trigger sends, which is documented nowhere: the last state, or the id alone */
  deletedBody: 'last-state' | 'id' = 'last-state';
  /** an organization's limit; what comes after is never sent */
  perDay = 1000;
  /** sent so far */
  count = 0;
  readonly #outbox: Outbox;

  constructor(outbox: Outbox) {
    this.#outbox = outbox;
  }

  /** Settings > Automation: a webhook with a secret and the rule that names it. */
  add(rule: Omit<WebhookRule, 'secret'> & { readonly secret?: string }): WebhookRule {
    fakeEntity(rule.entity);
    const complete = { ...rule, secret: rule.secret ?? randomBytes(20).toString('hex') };
    if (!/^[A-Za-z0-9]{12,50}$/.test(complete.secret)) throw new Error('a secret has 12 to 50 letters and digits');
    this.rules.push(complete);
    return complete;
  }

  /** Sends a change by every rule for it. */
  fire(change: Change): void {
    for (const rule of this.rules) {
      const isSave = rule.trigger === 'saved' && change.trigger !== 'deleted';
      if (rule.entity !== change.entity || (rule.trigger !== change.trigger && !isSave)) continue;
      if (this.count >= this.perDay) continue;
      this.count += 1;
      this.#outbox.send(this.delivery(rule, change));
    }
  }

  /** A signed delivery, unsent. */
  delivery(rule: WebhookRule, change: Change): Outgoing {
    const { key, idField } = fakeEntity(change.entity);
    const isBare = change.trigger === 'deleted' && this.deletedBody === 'id';
    const document: Doc = isBare ? { [idField]: change.id } : templated(rule, change.document);
    const { formField, query = [] } = rule;
    const { path, headers, body } = zohoDelivery({
      path: rule.url,
      secret: rule.secret,
      document: zohoWebhook(key, document),
      query,
      ...(formField === undefined ? {} : { formField }),
    });
    return { uri: path, label: `${change.entity}.${change.trigger} ${change.id}`, headers, body };
  }
}

function templated({ fields }: WebhookRule, document: Doc): Doc {
  return fields === undefined ? document : Object.fromEntries(fields.map((name) => [name, document[name]]));
}
