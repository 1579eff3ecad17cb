import type { SqlValue } from '../../loader/warehouse/warehouse.ts';
import type { LabAnswer } from '../support/lab.ts';
import type { SignedDelivery } from '../support/sign.ts';

/** What reaches the product, and by which door. */
export type Sent =
  /** a request to the receiver; the path goes over the wire as it stands here */
  | { readonly via: 'webhook'; readonly method: string; readonly delivery: SignedDelivery }
  /** bytes on a socket, for what no HTTP client would send */
  | { readonly via: 'socket'; readonly bytes: Uint8Array }
  /** the answer of a source API, landed as the loader lands it */
  | { readonly via: 'answer'; readonly answer: Omit<LabAnswer, 'at'> }
  /** the bytes of an object in the landing zone: what a damaged disk or another release leaves there */
  | { readonly via: 'object'; readonly source: string; readonly entity: string; readonly bytes: Uint8Array };

/** The row in `silver_quarantine` that says why. */
export interface Quarantined {
  readonly reason: string;
  /** '' for a whole document */
  readonly column: string;
  /** '' for what no entity's notebook looks at */
  readonly table: string;
  /** position of a child row, from 1; 0 for the document */
  readonly position: number;
  readonly value?: SqlValue;
}

export interface SilverRow {
  readonly table: string;
  readonly values: Readonly<Record<string, SqlValue>>;
}

/** Where an input ends; the lists are complete: nothing else may be made of it. */
export type Destination =
  | { readonly to: 'refused'; readonly status: number; readonly code: string | undefined }
  | {
      readonly to: 'landed';
      /** documents, hence rows in bronze */
      readonly documents: number;
      readonly quarantine: readonly Quarantined[];
      readonly silver: readonly SilverRow[];
      /** whether bronze keeps the document's text; undefined: not looked at */
      readonly payload?: 'kept' | 'none' | undefined;
    };

export interface BadInput {
  readonly name: string;
  /** `id` is this row's own record id, so that no row touches another */
  readonly send: (id: string) => Sent;
  readonly goes: Destination;
}

/** Answered with this and landed nowhere; without `code` the answer is Node's own and has no body. */
export function refused(status: number, code?: string): Destination {
  return { to: 'refused', status, code };
}

/** A document that no entity's notebook looks at; without payload where no engine may see its text. */
export function unread(reason: string, payload: 'kept' | 'none' = 'none'): Destination {
  return { to: 'landed', documents: 1, quarantine: [quarantined(reason)], silver: [], payload };
}

/** A document of a known entity that is not typed, because of one column (or of all of it). */
export function untyped(table: string, reason: string, column = '', value?: SqlValue): Destination {
  const found = { ...quarantined(reason, { table, column }), ...(value === undefined ? {} : { value }) };
  return { to: 'landed', documents: 1, quarantine: [found], silver: [], payload: 'kept' };
}

/** Typed, with at least these values in the one row of that table. */
export function typed(table: string, values: SilverRow['values']): Destination {
  return { to: 'landed', documents: 1, quarantine: [], silver: [{ table, values }], payload: 'kept' };
}

/** Nothing but a row among the events. */
export function eventOnly(): Destination {
  return { to: 'landed', documents: 1, quarantine: [], silver: [], payload: 'kept' };
}

/** An object of several documents, or a document of which a part is typed. */
export function mixed(parts: {
  readonly documents?: number;
  readonly quarantine?: readonly Quarantined[];
  readonly silver?: readonly SilverRow[];
}): Destination {
  return { to: 'landed', documents: 1, quarantine: [], silver: [], payload: undefined, ...parts };
}

export function quarantined(reason: string, where: Partial<Omit<Quarantined, 'reason'>> = {}): Quarantined {
  return { reason, column: '', table: '', position: 0, ...where };
}
