import { freshbooksMoney } from './freshbooks.ts';

// What real payloads have beside the ordinary.

export const NOTHING = freshbooksMoney('', 'JPY');
export const YEN = freshbooksMoney('1200', 'JPY');
export const DINAR = freshbooksMoney('12.345', 'KWD');
/** Comes twice in US/Eastern. */
export const AUTUMN = '2026-11-01 01:30:00';
/** Does not come in US/Eastern. */
export const SPRING = '2026-03-08 02:30:00';
export const NEWER = { loyalty: { points: 3 }, is_green: true };
export const BALANCES = [{ amount: YEN }, { amount: DINAR }];
