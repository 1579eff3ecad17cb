/** The little of `parquetjs-lite` 0.8.7 that is used here; the package has no types of its own. */
declare module 'parquetjs-lite' {
  export interface FieldDefinition {
    readonly type: 'UTF8' | 'TIMESTAMP_MICROS' | 'INT32';
    readonly optional: boolean;
    readonly compression: 'SNAPPY';
    readonly statistics: false;
  }

  export interface Schema {
    readonly fields: object;
  }
  export const ParquetSchema: new (fields: Record<string, FieldDefinition>) => Schema;

  export interface OutputStream {
    write(bytes: Uint8Array, done: (error?: unknown) => void): void;
    end(done: (error?: unknown) => void): void;
  }

  export class ParquetWriter {
    static openStream(
      schema: Schema,
      stream: OutputStream,
      options: { readonly useDataPageV2: boolean; readonly pageIndex: boolean },
    ): Promise<ParquetWriter>;
    /** throws text, not errors */
    appendRow(row: Record<string, unknown>): Promise<void>;
    /** the row group is written by the `appendRow` that fills it */
    setRowGroupSize(rows: number): void;
    close(): Promise<void>;
  }
}
