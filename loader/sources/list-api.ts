import type { ConnectionConfig } from '../../receiver/config/config.ts';
import type { ApiRequest } from '../api/source-client.ts';
import type { JsonObject } from '../documents/json.ts';

/** Which list of an entity is meant, and what of it. */
export interface ListAsk {
  /** as in the tables */
  readonly entity: string;
  /** the list of what was deleted, where the source has one beside that of the others */
  readonly deleted?: true;
  /** id of the object that the list hangs on: one list of exchange rates for each currency */
  readonly parent?: string;
  /** objects changed at that instant or later alone, where `ListTraits.changedSince` says that this works; overlaps are the asker's business */
  readonly changedSince?: Date;
  /** documents dated on that day (`YYYY-MM-DD`) or later alone, where `ListTraits.isDated` says that this works */
  readonly datedSince?: string;
}

/** What lists of an entity there are, and what they can do. */
export interface ListTraits {
  /** entity whose objects the lists hang on, one list for each */
  readonly parent?: string;
  /** whether what was deleted has a list of its own */
  readonly hasDeleted: boolean;
  /**
   * whether changed objects can be asked for alone. `overlapMs`: how far back one must ask so that nothing is skipped, for stamps of
   * whole seconds or filters that know days alone
   */
  readonly changedSince?: { readonly overlapMs: number };
  /** whether documents can be asked for by their own date */
  readonly isDated: boolean;
  /** whether it is polled when the configuration says nothing: what no webhook announces, and the small lists of reference data */
  readonly isPolled: boolean;
}

/** What an answer says about its own page. */
export interface PageFacts {
  /** no page follows, by the provider's own paging facts */
  readonly isLast: boolean;
  /** how many pages there are, where the provider tells */
  readonly pages?: number;
  /** rows of all pages, where the provider tells; may count rows that nobody may see */
  readonly total?: number;
  /**
   * whether rows can only be added at the end and taken out: sorted ascending by a column that does not change (or, of changed
   * objects, by the time of change)
   */
  readonly isStable: boolean;
  /** in words, what the answer hides although everything was asked for: a filter that was not taken. Absence from it says nothing then */
  readonly hidden?: string;
}

/** How a source lists its entities; data and pure functions. */
export interface ListApi {
  /** other names that a configuration may say for entities, to those of the tables */
  readonly otherNames: Readonly<Record<string, string>>;
  /** undefined: the entity has no list, or not with the ids that the configuration has */
  traits(entity: string, connection: ConnectionConfig): ListTraits | undefined;
  /** the request for a page, from 1; undefined as for `traits` */
  request(ask: ListAsk, page: number, connection: ConnectionConfig): ApiRequest | undefined;
  /** @returns `wrong`, in words: the answer is about something else than what was asked for */
  facts(answer: JsonObject, ask: ListAsk, page: number): PageFacts | { readonly wrong: string };
  /** what a row says about its object; `versionAt` is undefined where rows have no time of change */
  row(content: JsonObject, ask: ListAsk): { readonly versionAt: Date | undefined; readonly isDeleted: boolean };
}
