import type { SignedDelivery } from '../support/sign.ts';
import type { Place, StoryClock } from './place.ts';

/** One line of the story: deliveries that are sent at the same time, and what each must be answered. */
export interface Step {
  readonly what: string;
  /** seconds after the story's beginning */
  readonly at: number;
  readonly deliveries: readonly SignedDelivery[];
  /** `202 stored`, with how many of the deliveries are answered so */
  readonly expected: Readonly<Record<string, number>>;
  readonly why: string;
}

export interface Chapter {
  readonly title: string;
  readonly steps: readonly Step[];
}

/** What the chapters are written with. */
export interface Story {
  readonly secrets: Place['secrets'];
  /** the day so many days from today, `YYYY-MM-DD` */
  day(days: number): string;
  /** an instant as Zoho Books writes it; seconds after the story's beginning */
  stamp(seconds: number): string;
}

export const STORED = '202 stored';
export const DUPLICATE = '200 duplicate';

const DAY_MS = 86_400_000;

export function storyOf(place: Place, clock: StoryClock): Story {
  const begin = clock.start.getTime();
  return {
    secrets: place.secrets,
    day: (days) => new Date(begin + days * DAY_MS).toISOString().slice(0, 10),
    stamp: (seconds) => new Date(begin + seconds * 1000).toISOString().replace('.000Z', '+0000'),
  };
}

/** Deliveries that are all to be stored. */
export function stored(what: string, at: number, deliveries: readonly SignedDelivery[], why: string): Step {
  return { what, at, deliveries, expected: { [STORED]: deliveries.length }, why };
}
