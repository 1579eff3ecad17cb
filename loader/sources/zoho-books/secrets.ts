import { secretFields } from '../../documents/secrets.ts';

/**
 * Links that open a document without login (`invoice_url`, `estimate_url`, …, and as a QR code), hosted pages to pay on, and
 * tokens. Every document has its own, so the ending counts; pictures of users open nothing.
 */
export const isSecret = secretFields({
  names: ['jwt', 'share_link', 'public_link', 'payment_link', 'qr_value'],
  endings: ['_url', '_token', 'api_key'],
  harmless: ['photo_url', 'submitted_by_photo_url'],
  customFields: ['cf_'],
});

/** API answers carry no credentials. */
export const isCredential = secretFields({ names: [], endings: [], harmless: [], customFields: [] });
