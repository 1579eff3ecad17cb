import { type BadInput, eventOnly, unread } from '../row.ts';
import { fresh } from '../send.ts';

type Fields = readonly (readonly [string, string])[];
const hint = (name: string, fields: (id: string) => Fields, goes: BadInput['goes']): BadInput => ({
  name: `hint: ${name}`,
  send: (id) => fresh(fields(id)),
  goes,
});
const about = (id: string): Fields => [
  ['name', 'invoice.update'],
  ['object_id', id],
  ['account_id', '6BApk'],
];

/** FreshBooks deliveries. A hint types nothing, however it looks. */
export const HINTS: readonly BadInput[] = [
  hint('about an object that never existed', about, eventOnly()),
  hint(
    'a verb nobody knows',
    (id) => [
      ['name', 'invoice.teleport'],
      ['object_id', id],
    ],
    eventOnly(),
  ),
  hint(
    'a noun without a verb',
    (id) => [
      ['name', 'invoice'],
      ['object_id', id],
    ],
    eventOnly(),
  ),
  hint(
    'a delete',
    (id) => [
      ['name', 'invoice.delete'],
      ['object_id', id],
    ],
    eventOnly(),
  ),
  hint(
    'no account',
    (id) => [
      ['name', 'client.update'],
      ['object_id', id],
    ],
    eventOnly(),
  ),
  hint(
    'an object id of 40 digits',
    (id) => [
      ['name', 'payment.create'],
      ['object_id', id.repeat(4)],
    ],
    eventOnly(),
  ),
  {
    // signed as a Python dict keeps it: the last value, at the first one's place
    name: 'hint: a repeated field: the last one counts',
    send: (id) => fresh(about(id), `name=invoice.update&object_id=1&account_id=6BApk&object_id=${id}`),
    goes: eventOnly(),
  },
  hint('fields that nobody knows', (id) => [...about(id), ['__proto__', 'x'], ['é"\\\n', '\u007f😀']], eventOnly()),
  hint('no name', (id) => [['object_id', id]], unread('empty_payload', 'kept')),
  hint(
    'an empty name',
    (id) => [
      ['name', ''],
      ['object_id', id],
    ],
    unread('empty_payload', 'kept'),
  ),
  hint('no object id', () => [['name', 'invoice.update']], unread('entity_id_missing', 'kept')),
  hint(
    'an empty object id',
    () => [
      ['name', 'invoice.update'],
      ['object_id', ''],
    ],
    unread('entity_id_missing', 'kept'),
  ),
  hint(
    'another account',
    (id) => [
      ['name', 'invoice.update'],
      ['object_id', id],
      ['account_id', 'Other1'],
    ],
    unread('organization_mismatch', 'kept'),
  ),
  hint(
    'an unknown noun',
    (id) => [
      ['name', 'starship.launch'],
      ['object_id', id],
    ],
    unread('unknown_entity', 'kept'),
  ),
  hint(
    'a noun that the catalog does not type yet',
    (id) => [
      ['name', 'task.update'],
      ['object_id', id],
    ],
    unread('unknown_entity', 'kept'),
  ),
  hint(
    'the noun constructor',
    (id) => [
      ['name', 'constructor.update'],
      ['object_id', id],
    ],
    unread('unknown_entity', 'kept'),
  ),
  hint(
    'a name of dots',
    (id) => [
      ['name', '...'],
      ['object_id', id],
    ],
    unread('unknown_entity', 'kept'),
  ),
  hint('a NUL', (id) => [...about(id), ['note', 'a\0b']], unread('nul_character')),
  {
    name: 'hint: JSON instead of a form',
    send: (id) => {
      const json = `{"name":"invoice.update","object_id":"${id}"}`;
      return fresh([[json, '']], json);
    },
    goes: unread('not_an_object'),
  },
  {
    name: 'hint: a text without any field',
    send: () => fresh([['hello', '']], 'hello'),
    goes: unread('not_an_object'),
  },
  { name: 'hint: nothing but blanks', send: () => fresh([['  ', '']], '++'), goes: unread('not_an_object') },
];
