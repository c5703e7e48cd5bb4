import { defineBackend } from 'atakora';
import { orders } from './orders.ts';

export const backend = defineBackend({ orders });
