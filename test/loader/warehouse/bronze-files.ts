import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { BRONZE_COLUMNS, type BronzeRow } from '../../../loader/bronze.ts';

/** Instants as RFC 3339; what is left out is null, or a harmless value where bronze needs one. */
export type BronzeEvent = Readonly<Record<string, string | number | null>>;

const micros = (instant: string): bigint => BigInt(Date.parse(instant)) * 1000n;

/** A bronze row as the loader writes it. */
export function bronzeRow(event: BronzeEvent, loadId: string): BronzeRow {
  const rawKey = String(event['_raw_key'] ?? `raw/source=x/${String(event['event_key'])}.json`);
  const full: Record<string, string | number | null> = {
    source: 'zoho_books',
    connection: 'north',
    organization_id: '77001',
    received_at: '2026-03-01T10:00:00Z',
    origin: 'webhook',
    _raw_index: 0,
    _loaded_at: '2026-03-02T00:00:00Z',
    event_key: createHash('sha256').update(rawKey).digest('hex'),
    ...event,
    _raw_key: rawKey,
    _load_id: loadId,
  };
  return Object.fromEntries(
    BRONZE_COLUMNS.map(({ name, type }) => {
      const value = full[name] ?? null;
      return [name, type === 'instant' && typeof value === 'string' ? micros(value) : value];
    }),
  );
}

/** Writes `<folder>/<loadId>/part-00000.parquet` and returns the load's folder. */
export async function writeLoad(folder: string, loadId: string, events: readonly BronzeEvent[]): Promise<string> {
  const stage = join(folder, loadId);
  await mkdir(stage, { recursive: true });
  const rows = events.map((event) => bronzeRow(event, loadId));
  const buffer = parquetWriteBuffer({
    columnData: BRONZE_COLUMNS.map(({ name }) => ({ name, data: rows.map((row) => row[name] ?? null) })),
    schema: [
      { name: 'root', num_children: BRONZE_COLUMNS.length },
      ...BRONZE_COLUMNS.map(({ name, type, required }) => ({
        name,
        repetition_type: required ? ('REQUIRED' as const) : ('OPTIONAL' as const),
        ...(type === 'string'
          ? { type: 'BYTE_ARRAY' as const, converted_type: 'UTF8' as const, logical_type: { type: 'STRING' as const } }
          : type === 'int'
            ? { type: 'INT32' as const }
            : {
                type: 'INT64' as const,
                logical_type: { type: 'TIMESTAMP' as const, isAdjustedToUTC: true, unit: 'MICROS' as const },
              }),
      })),
    ],
  });
  await writeFile(join(stage, 'part-00000.parquet'), new Uint8Array(buffer));
  return stage;
}
