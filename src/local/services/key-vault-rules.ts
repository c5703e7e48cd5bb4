import { jsonAt } from '../../resources/json-path.ts';
import { refuse } from '../refusal.ts';
import type { WriteSubject } from './subject.ts';

/** Protection against purging is on or not spoken of. @see https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview#purge-protection */
export function checkPurgeProtection({ body }: WriteSubject): void {
  if (jsonAt(body, 'properties.enablePurgeProtection') !== false) return;
  throw refuse(400, 'BadRequest', 'The property "enablePurgeProtection" cannot be set to false. Enabling the purge protection for a vault is an irreversible action.');
}
