import { Refusal } from '../refusal.ts';

/** A refusal of the network service: it always has a list of details, mostly empty. */
export function refuseNetwork(code: string, message: string): Refusal {
  return new Refusal(400, { code, message, details: [] });
}
