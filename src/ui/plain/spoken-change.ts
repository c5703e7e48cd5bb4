import type { Change } from '../../model/plan.ts';
import { formatLocation } from '../../model/source-location.ts';
import { actionVerbs } from '../text/action-sign.ts';
import { typeTitle } from '../text/type-title.ts';
import { changeFacts, changeLocation } from './change-facts.ts';
import { missingWord } from './change-lines.ts';
import type { TextSurface } from './text-surface.ts';

/** One change as a sentence, danger right behind the verb: `Delete, loses data: main/a, storage account sta, defined at backend.ts:3:1.` */
export function spokenChange(change: Change, { titleOf }: TextSurface): string {
  const { action, address, azureName, origin, protected: isProtected, risk, type } = change;
  const verb = actionVerbs[action.kind];
  const order = action.kind === 'replace' ? [action.order === 'delete-first' ? 'the old one is deleted first' : 'the new one is made first'] : [];
  const danger = [...order, ...(risk === 'loses-data' ? ['loses data'] : []), ...(risk === 'interrupts-service' ? ['interrupts service'] : []), ...(isProtected ? ['protected'] : [])];
  const from = action.kind === 'move' ? [`from ${action.from} to ${address}`] : [address];
  const location = changeLocation(change);
  const why = missingWord(change);
  const facts = [`${typeTitle(type, titleOf)} ${azureName}`, ...changeFacts(change), ...(location === undefined ? [] : [`in ${location}`]), ...(why === undefined ? [] : [why]), ...(origin === undefined ? [] : [`defined at ${formatLocation(origin)}`])];
  return `${[`${verb.charAt(0).toUpperCase()}${verb.slice(1)}`, ...danger].join(', ')}: ${[...from, ...facts].join(', ')}.`;
}
