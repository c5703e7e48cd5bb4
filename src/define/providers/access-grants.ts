import { AtakoraError } from '../../model/errors.ts';
import type { ValueObject } from '../../model/value.ts';
import type { ImpliedRequirement } from './provider.ts';
import { objectsIn, textIn } from './requirement-config.ts';

/** One entry of the field `access` that stores have: an identity, what it may do, and on which part of the store. */
export interface AccessEntry {
  /** Key of the identity requirement; `main` when absent. */
  readonly identity: string;
  readonly level: string;
  /** The entry itself, for the fields that only one type of store has. */
  readonly fields: ValueObject;
}

/**
 * The field `access` of a config, read.
 * @param levels What may be asked for.
 * @throws AtakoraError `ATK1308` for a level that there is not.
 */
export function accessIn(config: ValueObject, levels: readonly string[]): readonly AccessEntry[] {
  return objectsIn(config, 'access').map((fields) => {
    const level = textIn(fields, 'level') ?? '';
    if (!levels.includes(level)) {
      throw new AtakoraError('ATK1308', `"${level}" is no level of access`, { hint: `Use one of ${levels.join(', ')}.` });
    }
    return { identity: textIn(fields, 'identity') ?? 'main', level, fields };
  });
}

/** The group, and the identities that are to have access. */
export function impliedByAccess(config: ValueObject): readonly ImpliedRequirement[] {
  const identities = new Set(objectsIn(config, 'access').map((entry) => textIn(entry, 'identity') ?? 'main'));
  return [impliedGroup, ...[...identities].sort().map((key): ImpliedRequirement => ({ resourceType: 'identity', requirementKey: key, config: {} }))];
}

/** Everything lies in the environment's resource group. */
export const impliedGroup: ImpliedRequirement = { resourceType: 'group', requirementKey: 'main', config: {} };
