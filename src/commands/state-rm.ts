import { nearest } from '../define/nearest.ts';
import { AtakoraError } from '../model/errors.ts';
import type { StateDocument } from '../model/state.ts';
import type { CommandContext } from '../platform/command-context.ts';
import { confirmChange } from '../platform/confirm-change.ts';
import { changeState, nextState, openState, protectedWord, readSettled } from '../platform/state-session.ts';
import type { StateChange } from '../platform/state-session.ts';
import { paragraph } from '../platform/state-text.ts';
import { plural } from '../ui/text/plural.ts';

/**
 * Forgets resources, which stay in Azure.
 * @throws AtakoraError `ATK1007` naming every address that the state does not have.
 */
export async function removeFromState(context: CommandContext): Promise<number> {
  const scene = await openState(context);
  const addresses = [...new Set(context.positionals.slice(1))];
  const state = await readSettled(scene);
  refuseUnknown(addresses, Object.keys(state?.resources ?? {}));
  const { resources } = state as StateDocument;
  for (const address of addresses) {
    context.output.text(paragraph(context, `forget ${address} (${resources[address]?.id ?? ''})`, 2));
  }
  const stay = `${addresses.length === 1 ? 'It stays' : 'They stay'} in Azure, and nothing manages ${addresses.length === 1 ? 'it' : 'them'} any more.`;
  context.output.text(paragraph(context, stay));
  await confirmChange(context, { text: `Forget ${plural(addresses.length, 'resource')} of ${scene.session.facts.key}?`, ...protectedWord(scene) });
  const change = (current: StateDocument | undefined): StateChange => {
    refuseUnknown(addresses, Object.keys(current?.resources ?? {}));
    return { next: nextState(scene, current as StateDocument, { resources: without(current?.resources ?? {}, addresses), packages: Object.fromEntries(Object.entries(current?.packages ?? {}).filter(([app]) => !addresses.includes(app))) }), note: `forgot ${addresses.join(', ')}` };
  };
  const next = await changeState(scene, change, context.options.yes ? undefined : { shown: state });
  const document = { serial: next.serial, forgotten: addresses.map((address) => ({ address, id: resources[address]?.id ?? '' })) };
  context.output.document(document, () => paragraph(context, `Forgot ${plural(addresses.length, 'resource')}; serial ${next.serial}.`));
  return 0;
}

function refuseUnknown(addresses: readonly string[], known: readonly string[]): void {
  const unknown = addresses.filter((address) => !known.includes(address));
  const [first] = unknown;
  if (first !== undefined) {
    const near = nearest(first, known);
    throw new AtakoraError('ATK1007', `the state has no resource ${unknown.map((address) => `"${address}"`).join(', ')}`, { hint: near === undefined ? 'See `atakora state list`.' : `Did you mean "${near}"?` });
  }
}

/** The other records, which no longer wait for those that are gone. */
function without(resources: StateDocument['resources'], addresses: readonly string[]): StateDocument['resources'] {
  const kept = Object.entries(resources).filter(([address]) => !addresses.includes(address));
  return Object.fromEntries(kept.map(([address, record]) => [address, { ...record, dependsOn: record.dependsOn.filter((other) => !addresses.includes(other)) }]));
}
