import { AppError } from '../errors.ts';
import { freshbooks } from './freshbooks/source.ts';
import type { WebhookSource } from './source.ts';
import { zohoBooks } from './zoho-books/source.ts';

// The only place that knows the concrete sources: adding one is its folder and one line here.
const SOURCES: readonly WebhookSource[] = [zohoBooks, freshbooks];

/** A source by its name in the configuration. @throws AppError `source_unknown` */
export function webhookSource(name: string): WebhookSource {
  const source = SOURCES.find((candidate) => candidate.name === name);
  if (source === undefined) {
    throw new AppError('source_unknown', `no source is named ${JSON.stringify(name)}`, {
      hint: `use one of ${SOURCES.map((known) => known.name).join(', ')}`,
    });
  }
  return source;
}
