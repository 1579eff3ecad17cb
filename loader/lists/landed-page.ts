import type { JsonObject } from '../documents/json.ts';
import type { ListAsk, PageFacts } from '../sources/list-api.ts';

/** One object in a list. */
export interface ListedRow {
  readonly id: string;
  /** when the provider says that it was changed last, to its own resolution; undefined: rows of this entity do not say */
  readonly versionAt: Date | undefined;
  /** by the list it is in or by its own fields; false is no proof of life where `LandedPage.facts.hidden` says so */
  readonly isDeleted: boolean;
  /** whether the row is the whole document: then silver gets it from the landed page, and nothing need be read singly */
  readonly isComplete: boolean;
  /** without secrets, numbers as text; undefined: no engine may see it */
  readonly payload: JsonObject | undefined;
}

/** Where the reading of a list stands. `back`: from the last page to the first; `forth`: the other way. */
export interface ListPosition {
  readonly way: 'back' | 'forth' | 'back_again';
  readonly page: number;
}

/** One page of a list, landed raw before anything was made of it. */
export interface LandedPage {
  readonly ask: ListAsk;
  /** from 1 */
  readonly page: number;
  /** key of the landed object */
  readonly key: string;
  readonly startedAt: Date;
  readonly receivedAt: Date;
  readonly rows: readonly ListedRow[];
  /** rows that have no id: they end in quarantine */
  readonly unreadable: number;
  readonly facts: PageFacts;
  /** where to go on; undefined: this list has been read */
  readonly next: ListPosition | undefined;
  /** pages of the list as far as is known, this one included */
  readonly pages: number;
}
