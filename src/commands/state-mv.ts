import { nearest } from '../define/nearest.ts';
import { parseAddress } from '../model/address.ts';
import type { Address } from '../model/address.ts';
import { AtakoraError } from '../model/errors.ts';
import type { ResourceRecord, StateDocument } from '../model/state.ts';
import type { CommandContext } from '../platform/command-context.ts';
import { confirmChange } from '../platform/confirm-change.ts';
import { changeState, nextState, openState, protectedWord, readSettled } from '../platform/state-session.ts';
import type { StateChange } from '../platform/state-session.ts';
import { paragraph } from '../platform/state-text.ts';
import { plural } from '../ui/text/plural.ts';

/**
 * Gives a resource, or all that an owner or a backend has, another address; nothing changes in Azure.
 * @throws AtakoraError `ATK1007` when nothing has the first address, `ATK1301` for one that is none, `ATK1302` when the second is taken.
 */
export async function moveInState(context: CommandContext): Promise<number> {
  const scene = await openState(context);
  const [, from = '', to = ''] = context.positionals;
  const state = await readSettled(scene);
  const moves = movesOf(resourcesOf(state), from, to);
  context.output.text([...moves].map(([old, address]) => paragraph(context, `${old} -> ${address}`, 2)).join(''));
  const isProtected = scene.session.facts.protected;
  if (isProtected) {
    await confirmChange(context, { text: `Change ${plural(moves.size, 'address', 'addresses')} in the state of ${scene.session.facts.key}?`, ...protectedWord(scene) });
  }
  const change = (current: StateDocument | undefined): StateChange => {
    const resources = resourcesOf(current);
    const known = movesOf(resources, from, to);
    const packages = Object.fromEntries(sorted(Object.entries(current?.packages ?? {}).map(([app, hash]) => [known.get(app) ?? app, hash] as const)));
    return { next: nextState(scene, current as StateDocument, { resources: moved(resources, known), packages }), note: `moved ${from} to ${to}` };
  };
  const next = await changeState(scene, change, isProtected ? { shown: state } : undefined);
  const document = { serial: next.serial, moved: [...moves].map(([old, address]) => ({ from: old, to: address })) };
  context.output.document(document, () => paragraph(context, `Moved ${plural(moves.size, 'address', 'addresses')}; serial ${next.serial}.`));
  return 0;
}

function resourcesOf(state: StateDocument | undefined): StateDocument['resources'] {
  return state?.resources ?? {};
}

/** Old addresses with their new ones. `from` is an address, or what addresses begin with: `main/storage.main`. */
function movesOf(resources: StateDocument['resources'], from: string, to: string): ReadonlyMap<string, string> {
  const known = Object.keys(resources);
  const matched = known.includes(from) ? [from] : known.filter((address) => address.startsWith(`${from}/`));
  if (matched.length === 0) {
    const near = nearest(from, known);
    throw new AtakoraError('ATK1007', `the state has no resource "${from}"`, { hint: near === undefined ? 'See `atakora state list`.' : `Did you mean "${near}"?` });
  }
  const moves = new Map(matched.map((address) => [address, `${to}${address.slice(from.length)}`]));
  for (const address of moves.values()) {
    parseAddress(address);
    if (known.includes(address) && !moves.has(address)) {
      throw new AtakoraError('ATK1302', `the state has a resource ${address} already`, { hint: `Move that first, or forget it with \`atakora state rm ${address}\`.` });
    }
  }
  if (from === to) {
    throw new AtakoraError('ATK1302', `${from} has that address already`, { hint: 'Nothing to do.' });
  }
  return moves;
}

/** The records under their new addresses, which the dependencies of all others follow. */
function moved(resources: StateDocument['resources'], moves: ReadonlyMap<string, string>): StateDocument['resources'] {
  const renamed = (address: string): Address => (moves.get(address) ?? address) as Address;
  const entries = Object.entries(resources).map(([old, record]): readonly [string, ResourceRecord] => {
    const address = renamed(old);
    const owner = address === old ? record.owner : parseAddress(address).owner;
    return [address, { ...record, owner, dependsOn: record.dependsOn.map(renamed) }];
  });
  return Object.fromEntries(sorted(entries));
}

function sorted<T>(entries: readonly (readonly [string, T])[]): readonly (readonly [string, T])[] {
  return entries.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}
