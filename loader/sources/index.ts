import type { ConnectionConfig } from '../../receiver/config/config.ts';
import { AppError } from '../../receiver/errors.ts';
import type { SourceOAuth } from '../auth/source-oauth.ts';
import type { DocumentSplitter } from '../documents/document.ts';
import { freshbooksApi } from './freshbooks/api.ts';
import { freshbooksCallbacks } from './freshbooks/callbacks.ts';
import { freshbooksOAuth } from './freshbooks/oauth.ts';
import { freshbooksSplitter } from './freshbooks/split.ts';
import type { SourceApi } from './source-api.ts';
import type { WebhookSetup } from './webhook-setup.ts';
import { zohoBooksApi } from './zoho-books/api.ts';
import { zohoBooksOAuth } from './zoho-books/oauth.ts';
import { zohoBooksSplitter } from './zoho-books/split.ts';
import { zohoWebhookRules } from './zoho-books/webhook-rules.ts';

// The only place in the loader that knows the concrete sources: adding one is its folder and a line here.
const SPLITTERS: readonly DocumentSplitter[] = [zohoBooksSplitter, freshbooksSplitter];
const APIS: readonly SourceApi[] = [zohoBooksApi, freshbooksApi];
const OAUTHS: readonly SourceOAuth[] = [zohoBooksOAuth, freshbooksOAuth];

/** How a source's landed objects become documents. @throws AppError `source_unknown` */
export function documentSplitter(source: string): DocumentSplitter {
  const splitter = SPLITTERS.find((candidate) => candidate.source === source);
  if (splitter === undefined) {
    throw new AppError('source_unknown', `no source is named ${JSON.stringify(source)}`, {
      hint: `this release loads ${SPLITTERS.map((known) => known.source).join(', ')}; use the release that landed it`,
    });
  }
  return splitter;
}

/** A source's API: where it is, what it allows, how its answers read. @throws AppError `source_unknown` */
export function sourceApi(source: string): SourceApi {
  const api = APIS.find((candidate) => candidate.source === source);
  if (api === undefined) {
    throw new AppError('source_unknown', `no source is named ${JSON.stringify(source)}`, {
      hint: `this release fetches from ${APIS.map((known) => known.source).join(', ')}; use the release that knows it`,
    });
  }
  return api;
}

/** How one signs in to a source. @throws AppError `source_unknown` */
export function oauthOf(source: string): SourceOAuth {
  const oauth = OAUTHS.find((candidate) => candidate.source === source);
  if (oauth === undefined) {
    throw new AppError('source_unknown', `no source is named ${JSON.stringify(source)}`, {
      hint: `this release signs in to ${OAUTHS.map((known) => known.source).join(', ')}; use the release that knows it`,
    });
  }
  return oauth;
}

/** How a connection's webhooks come to be. */
export function webhookSetup({ source, organizationId }: ConnectionConfig): WebhookSetup {
  return source === 'freshbooks'
    ? { kind: 'callbacks', callbacks: freshbooksCallbacks(organizationId) }
    : { kind: 'rules', rules: zohoWebhookRules };
}
