import { parseZohoTime } from '../../../receiver/sources/zoho-books/time.ts';
import { type JsonObject, own } from '../../documents/json.ts';

/** When a record was changed last, as the record says. A customer payment's detail has `updated_time` alone. */
export function modifiedAt(record: JsonObject): Date | undefined {
  return parseZohoTime(own(record, 'last_modified_time')) ?? parseZohoTime(own(record, 'updated_time'));
}
