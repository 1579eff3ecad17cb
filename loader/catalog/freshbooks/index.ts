import type { Entity } from '../entity.ts';
import { clients } from './clients.ts';
import { invoices } from './invoices.ts';
import { payments } from './payments.ts';

export const FRESHBOOKS_ENTITIES: readonly Entity[] = [clients, invoices, payments];
