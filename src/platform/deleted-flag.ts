import { AtakoraError } from '../model/errors.ts';
import type { Address } from '../model/address.ts';
import type { FlagSpec } from './command.ts';
import type { CommandContext } from './command-context.ts';
import { listFlag } from './command-context.ts';

/** What becomes of a deleted resource that keeps the name of a new one. `rename`: it stays, and the new one gets another name. */
export type DeletedChoice = 'recover' | 'purge' | 'rename';

const choices: readonly DeletedChoice[] = ['recover', 'purge', 'rename'];

export const deletedFlag: FlagSpec = { name: 'deleted', type: 'string', multiple: true, value: 'WHAT', summary: 'recover or purge what was deleted and keeps the name of a new resource; purge=ADDRESS: of that one alone' };

/**
 * What the flags decide for each address; undefined where they say nothing. What names an address goes before what names none.
 * @throws AtakoraError `ATK1002` for another word.
 */
export function flaggedDeleted(context: Pick<CommandContext, 'flags'>): (address: Address) => DeletedChoice | undefined {
  const given = listFlag(context, 'deleted').map((text) => {
    const [word = '', address] = text.split(/=(.*)/s);
    const choice = choices.find((known) => known === word);
    if (choice === undefined || address === '') {
      throw new AtakoraError('ATK1002', `--deleted ${text} is not one of ${choices.join(', ')}, with or without =ADDRESS`);
    }
    return { choice, address };
  });
  return (wanted) => (given.findLast(({ address }) => address === wanted) ?? given.findLast(({ address }) => address === undefined))?.choice;
}
