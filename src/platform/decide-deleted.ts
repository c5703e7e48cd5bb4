import type { ConnectedAzure } from '../engine/azure-questions.ts';
import type { HeldName } from '../engine/preflight/deleted-namesake.ts';
import { purgeNamesake } from '../engine/preflight/purge-namesake.ts';
import type { Address } from '../model/address.ts';
import { AtakoraError } from '../model/errors.ts';
import { formatLocation } from '../model/source-location.ts';
import type { Choice } from '../ui/run-view.ts';
import type { CommandContext } from './command-context.ts';
import { flaggedDeleted } from './deleted-flag.ts';
import type { DeletedChoice } from './deleted-flag.ts';

/** What deciding about deleted namesakes needs. */
export interface DeletedScene {
  readonly context: CommandContext;
  readonly azure: ConnectedAzure;
  /** Between two looks at a purge, in milliseconds. */
  readonly pollMs: number;
  /** False when nothing would be applied after it: nobody can be asked, and no flag answers the question to come. */
  readonly goesOn: boolean;
}

/** What was decided and done. */
export interface DecidedDeleted {
  /** Creations that bring back what was deleted. */
  readonly recovered: ReadonlySet<Address>;
  /** Creations whose name a purge has freed. */
  readonly purged: ReadonlySet<Address>;
}

/**
 * Lets flags, or the person at the terminal, decide about each deleted resource that keeps the name of a new one, and does it: a purge
 * is done when it returns, after its name was typed; a recovery is left to apply. What nobody decides stays as it is.
 * @throws AtakoraError `ATK1006` when the person stops, `ATK1650` for another name, `ATK1806` for a purge that cannot be.
 */
export async function decideDeleted(scene: DeletedScene, held: readonly HeldName[]): Promise<DecidedDeleted> {
  const { context, azure, pollMs } = scene;
  const flagged = flaggedDeleted(context);
  const recovered = new Set<Address>();
  const purged = new Set<Address>();
  for (const one of held) {
    const { address } = one.creation.change;
    const choice = flagged(address) ?? (await askedChoice(one, context));
    if (choice === 'rename') throw anotherName(one);
    if (choice === 'recover' && one.namesake.recoverable) recovered.add(address);
    if (choice !== 'purge') continue;
    refuseUnpurgeable(one);
    if (!scene.goesOn) continue;
    const name = nameOf(one);
    context.output.emit({ type: 'log', level: 'info', text: `purging the deleted ${name}` });
    await purgeNamesake(one, { azure, clock: context.platform.clock, pollMs, signal: context.signal });
    context.output.emit({ type: 'log', level: 'info', text: `the deleted ${name} is purged: its name is free` });
    purged.add(address);
  }
  return { recovered, purged };
}

function nameOf({ creation: { change, kind } }: HeldName): string {
  return `${kind.title} ${change.azureName}`;
}

/** Asks in a terminal; undefined where nobody can be asked, or `--yes` said that nobody wants to be. */
async function askedChoice(held: HeldName, context: CommandContext): Promise<DeletedChoice | undefined> {
  const { options, output, signal } = context;
  if (!options.interactive || options.yes) return undefined;
  const { namesake, creation } = held;
  const { formerId, until, recoverable, unpurgeable } = namesake;
  const again = creation.kind.softDelete.recoversAsItWas === true ? 'as it was' : 'with what it held';
  const choices: readonly (Choice & { readonly value: DeletedChoice })[] = [
    ...(recoverable ? [{ value: 'recover' as const, label: `Recover it, ${again}` }] : []),
    ...(unpurgeable === undefined ? [{ value: 'purge' as const, label: 'Purge it: what it held is lost, the new one begins empty' }] : []),
    { value: 'rename', label: 'Leave it, and give the new one another name in the code' },
  ];
  const kept = until === undefined ? 'still keeps its name' : `keeps its name until ${until}`;
  const text = `The ${nameOf(held)} was deleted and ${kept}${recoverable ? '' : ` (it was ${formerId})`}. What now?`;
  const answer = await output.choose({ text, choices, fallback: choices[0]?.value ?? 'rename', escape: 'stop', inLines: true }, signal);
  const choice = choices.find(({ value }) => value === answer)?.value;
  if (choice === undefined) throw new AtakoraError('ATK1006', 'stopped at the question; nothing was changed');
  if (choice === 'purge') await typeName(held, context);
  return choice;
}

/** A purge is the one thing here that nothing brings back. */
async function typeName(held: HeldName, { output }: CommandContext): Promise<void> {
  const { azureName } = held.creation.change;
  const agreed = await output.host.confirm({ text: `Purge the deleted ${nameOf(held)} for good?`, word: azureName, danger: ['What it held cannot be brought back.'], fallback: false });
  if (!agreed) throw new AtakoraError('ATK1006', 'declined; nothing was changed');
}

function refuseUnpurgeable(held: HeldName): void {
  const { unpurgeable } = held.namesake;
  if (unpurgeable === undefined) return;
  const { address, origin } = held.creation.change;
  throw new AtakoraError('ATK1806', `the deleted ${nameOf(held)} cannot be purged: ${unpurgeable}`, { hint: held.namesake.recoverable ? 'Let apply recover it, or set another `name`.' : 'Set another `name`.', address, ...(origin === undefined ? {} : { location: origin }) });
}

/** Says where the name stands in the code, and one that would be free. */
function anotherName(held: HeldName): AtakoraError {
  const { change, kind } = held.creation;
  const { address, azureName, origin } = change;
  const tail = `${kind.naming.separator}2`;
  const free = `${azureName.slice(0, kind.naming.maxLength - tail.length)}${tail}`;
  const place = origin === undefined ? '' : ` or \`name\` where ${formatLocation(origin)} makes it,`;
  return new AtakoraError('ATK1650', `the ${nameOf(held)} needs another name; nothing was changed`, {
    hint: `Write \`names: { '${address}': '${free}' }\` into the options of the backend,${place} then run it again.`,
    address,
    ...(origin === undefined ? {} : { location: origin }),
  });
}
