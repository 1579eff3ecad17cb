/** The columns of `bronze_events` as the loader writes them to Parquet; `_source_file` is added by COPY INTO. */
export type BronzeType = 'string' | 'instant' | 'int';

export interface BronzeColumn {
  readonly name: string;
  readonly type: BronzeType;
  readonly required: boolean;
  readonly comment: string;
}

const column = (name: string, type: BronzeType, required: boolean, comment: string): BronzeColumn => ({
  name,
  type,
  required,
  comment,
});

export const BRONZE_COLUMNS: readonly BronzeColumn[] = [
  column('event_key', 'string', true, 'SHA-256 of raw key and index: the same document has the same key in every load'),
  column('source', 'string', true, 'zoho_books or freshbooks'),
  column('connection', 'string', true, 'connection name from the configuration'),
  column('organization_id', 'string', true, 'organization (Zoho Books) or account (FreshBooks) of the connection'),
  column(
    'entity',
    'string',
    true,
    'entity as in the silver tables; the received word when the catalog does not know it',
  ),
  column('entity_id', 'string', false, 'the record, in the words of its provider'),
  column('action', 'string', false, 'webhook: the trigger; API answer: read, missing or error'),
  column(
    'version_at',
    'instant',
    false,
    'what values sort by: modification time (Zoho Books), request start (FreshBooks)',
  ),
  column('received_at', 'instant', true, 'when the delivery or the API answer arrived'),
  column('fetched_at', 'instant', false, 'start of the request of an API answer; NULL for a webhook'),
  column('origin', 'string', true, 'webhook, hydrate, poll, sweep or backfill'),
  column('answers', 'string', false, 'JSON array of the raw keys of the hints that this answer answers'),
  column('payload', 'string', false, 'the document as JSON text, numbers as strings of their source digits'),
  column('payload_sha256', 'string', false, 'SHA-256 of payload'),
  column('_problem', 'string', false, 'why no engine may see the document, or why it must not type silver'),
  column('_raw_key', 'string', true, 'landed object'),
  column('_raw_index', 'int', true, 'position of the document in the landed object, from 0'),
  column('_load_id', 'string', true, 'load that brought this row'),
  column('_loaded_at', 'instant', true, 'when that load was planned'),
];

/** A row in column order; instants are microseconds since 1970 UTC. */
export type BronzeRow = Readonly<Record<string, string | bigint | number | null>>;
