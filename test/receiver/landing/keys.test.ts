import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assertFolder, assertPrefix, assertRemovable, isKey } from '../../../receiver/landing/key-rules.ts';
import {
  assertKey,
  compactTime,
  dateOf,
  entitySegment,
  identityHash,
  isKeyTime,
  lateKey,
  ORIGINS,
  parseCompactTime,
  parseRawKey,
  type RawKeyParts,
  rawKey,
  stateKey,
} from '../../../receiver/landing/keys.ts';

const MIN = new Date('0001-01-01T00:00:00.000Z');
const MAX = new Date('9999-12-31T23:59:59.999Z');
const times = fc.date({ min: MIN, max: MAX, noInvalidDate: true });
const names = fc.stringMatching(/^[a-z][a-z0-9_]{0,30}$/);
const parts: fc.Arbitrary<RawKeyParts> = fc.record({
  source: names,
  connection: names,
  origin: fc.constantFrom(...ORIGINS),
  entity: fc.oneof(names, fc.string({ unit: 'binary' })),
  time: fc.option(times, { nil: undefined }),
  identity: fc.array(fc.string({ unit: 'binary' }), { maxLength: 6 }),
});

describe('raw keys', () => {
  it('come back as they were made, and are keys', () => {
    fc.assert(
      fc.property(parts, (made) => {
        const key = rawKey(made);
        assertKey(key);
        const parsed = parseRawKey(key);
        expect(parsed).toEqual({
          key,
          source: made.source,
          connection: made.connection,
          date: made.time === undefined ? 'undated' : dateOf(made.time),
          time: made.time,
          origin: made.origin,
          entity: entitySegment(made.entity),
          hash: identityHash([made.source, made.connection, made.origin, ...made.identity]),
        });
      }),
    );
  });

  it('sort by time within a connection', () => {
    fc.assert(
      fc.property(times, times, parts, parts, (a, b, one, two) => {
        const place = { source: 'zoho_books', connection: 'acme' };
        const first = rawKey({ ...one, ...place, time: a });
        const second = rawKey({ ...two, ...place, time: b });
        fc.pre(a.getTime() !== b.getTime());
        expect(first < second).toBe(a.getTime() < b.getTime());
        // Undated ones come after every date, where a listing from any time on still finds them.
        expect(rawKey({ ...one, ...place, time: undefined }) > second).toBe(true);
      }),
    );
  });

  it('depend on every part and on where the parts are cut', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { maxLength: 5 }), fc.array(fc.string(), { maxLength: 5 }), (a, b) => {
        expect(identityHash(a) === identityHash(b)).toBe(JSON.stringify(a) === JSON.stringify(b));
      }),
    );
    expect(identityHash(['ab', 'c'])).not.toBe(identityHash(['a', 'bc']));
    expect(identityHash(['a', ''])).not.toBe(identityHash(['a']));
    expect(identityHash([])).not.toBe(identityHash(['']));
  });

  it('have the documented form', () => {
    const key = rawKey({
      source: 'zoho_books',
      connection: 'acme_books',
      origin: 'webhook',
      entity: 'Invoices!',
      time: new Date('2026-11-03T10:20:30.456Z'),
      identity: ['a'],
    });
    expect(key).toMatch(
      /^raw\/source=zoho_books\/connection=acme_books\/date=2026-11-03\/20261103T102030456Z\.webhook\.invoices\.[0-9a-f]{64}\.json$/,
    );
    expect(lateKey(new Date('2026-11-03T10:20:30.456Z'), key)).toMatch(
      /^late\/2026-11-03\/20261103T102030456Z\.[0-9a-f]{64}\.json$/,
    );
    expect(stateKey('lease', 42)).toBe('state/lease/000000000042.json');
  });

  const HASH = 'a'.repeat(64);
  it.each([
    ['another day than its time', `date=2026-11-04/20261103T102030456Z.webhook.invoices.${HASH}`],
    ['undated with a time', `date=undated/20261103T102030456Z.webhook.invoices.${HASH}`],
    ['a date without time', `date=2026-11-03/00000000T000000000Z.webhook.invoices.${HASH}`],
    ['30 February', `date=2026-03-02/20260230T102030456Z.webhook.invoices.${HASH}`],
    ['30 February twice', `date=2026-02-30/20260230T102030456Z.webhook.invoices.${HASH}`],
    ['24 o’clock', `date=2026-11-04/20261103T240000000Z.webhook.invoices.${HASH}`],
    ['month 13', `date=2026-13-01/20261301T000000000Z.webhook.invoices.${HASH}`],
    ['an unknown origin', `date=2026-11-03/20261103T102030456Z.guess.invoices.${HASH}`],
    ['a short hash', `date=2026-11-03/20261103T102030456Z.webhook.invoices.${HASH.slice(1)}`],
    ['an upper-case hash', `date=2026-11-03/20261103T102030456Z.webhook.invoices.${HASH.toUpperCase()}`],
    ['no entity', `date=2026-11-03/20261103T102030456Z.webhook..${HASH}`],
    ['a folder more', `date=2026-11-03/hour=10/20261103T102030456Z.webhook.invoices.${HASH}`],
  ])('does not parse a name with %s', (_, rest) => {
    expect(parseRawKey(`raw/source=zoho_books/connection=acme/${rest}.json`)).toBeUndefined();
  });
});

describe('times in keys', () => {
  it('go there and back', () => {
    fc.assert(
      fc.property(times, (time) => {
        expect(isKeyTime(time)).toBe(true);
        expect(parseCompactTime(compactTime(time))).toEqual(time);
      }),
    );
  });

  it.each(['', '20261103T102030Z', '2026-11-03T10:20:30.456Z', '20260230T000000000Z', '+10000101T000000000Z'])(
    'does not read %j',
    (text) => {
      expect(parseCompactTime(text)).toBeUndefined();
    },
  );

  it.each([new Date('+010000-01-01T00:00:00Z'), new Date('-000001-01-01T00:00:00Z'), new Date(Number.NaN)])(
    'have no form for %s',
    (time) => {
      expect(isKeyTime(time)).toBe(false);
    },
  );
});

describe('entity segments', () => {
  it.each([
    ['invoices', 'invoices'],
    ['Customer Payments', 'customer_payments'],
    ['../../etc', 'etc'],
    ['', 'unknown'],
    ['///', 'unknown'],
    ['日本', 'unknown'],
    ['x'.repeat(80), 'x'.repeat(40)],
  ])('reduces %j to %j', (entity, expected) => {
    expect(entitySegment(entity)).toBe(expected);
  });

  it('are stable, so that a key can be made again from what it says', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (entity) => {
        const once = entitySegment(entity);
        expect(entitySegment(once)).toMatch(/^[a-z0-9_]{1,40}$/);
        expect(once).toMatch(/^[a-z0-9_]{1,40}$/);
      }),
    );
  });
});

describe('key rules', () => {
  it('agree: a key is a prefix, and so is every beginning of it that does not end in a dot-name', () => {
    fc.assert(
      fc.property(parts, fc.nat(), (made, cut) => {
        const key = rawKey(made);
        assertPrefix(key);
        assertPrefix(key.slice(0, cut % (key.length + 1)));
        expect(isKey(key)).toBe(true);
        expect(isKey(`${key}/`)).toBe(false);
      }),
    );
  });

  it.each(['raw', 'raw/a'])('takes no folder without its slash: %s', (prefix) => {
    expect(() => assertFolder(prefix)).toThrow(expect.objectContaining({ code: 'landing_key_invalid' }));
  });

  it('lets only state be removed', () => {
    expect(() => assertRemovable('state/lease/1.json')).not.toThrow();
    expect(() => assertRemovable('state/../raw/a')).toThrow(expect.objectContaining({ code: 'landing_key_invalid' }));
    expect(() => assertRemovable('raw/state/a')).toThrow(expect.objectContaining({ code: 'landing_immutable' }));
  });
});
