import type { Problem } from './problem.ts';
import { wrong } from './problem.ts';

const part = /^[A-Za-z0-9][A-Za-z0-9._~-]{0,127}$/;

/** A problem when a text is not an address, with or without its backend, or a whole owner (`uploads/*`). */
export function checkMovable(value: unknown, field: string): readonly Problem[] {
  const parts = typeof value === 'string' ? value.split('/') : [];
  const isName = (text: string, index: number): boolean => part.test(text) || (text === '*' && index === parts.length - 1);
  return (parts.length === 2 || parts.length === 3) && parts.every(isName)
    ? []
    : [wrong(`\`${field}\` is ${JSON.stringify(value) ?? 'missing'}, which is not an address`, 'Write main/uploads/account, uploads/account, or uploads/* for everything of an owner.')];
}

/** The address with its backend. */
export function wholeAddress(address: string, backend: string): string {
  return address.split('/').length === 2 ? `${backend}/${address}` : address;
}
