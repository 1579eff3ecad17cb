import type { Entity } from '../entity.ts';
import { contacts } from './contacts.ts';
import { customerPayments } from './customer-payments.ts';
import { invoices } from './invoices.ts';

export const ZOHO_BOOKS_ENTITIES: readonly Entity[] = [contacts, customerPayments, invoices];
