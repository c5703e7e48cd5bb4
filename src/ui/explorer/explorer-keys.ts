import type { KeyTable } from '../screen/key-table.ts';

/** What a key does in the plan explorer. */
export type ExplorerAction =
  | 'up'
  | 'down'
  | 'page-up'
  | 'page-down'
  | 'first'
  | 'last'
  | 'open'
  | 'close'
  | 'pane'
  | 'next-risk'
  | 'previous-risk'
  | 'search'
  | 'filter'
  | 'unchanged'
  | 'identical'
  | 'fold-all'
  | 'why'
  | 'dependencies'
  | 'edit'
  | 'copy-id'
  | 'copy-link'
  | 'palette'
  | 'help'
  | 'back'
  | 'leave';

/** The keys of the plan explorer, in the order of its help. */
export const explorerKeys: KeyTable<ExplorerAction> = [
  { keys: ['up', 'k'], action: 'up', label: 'up', help: 'Goes to the row above, or scrolls the details up.' },
  { keys: ['down', 'j'], action: 'down', label: 'down', help: 'Goes to the row below, or scrolls the details down.' },
  { keys: ['page-up', 'b'], action: 'page-up', label: 'page up', help: 'Goes a page up.' },
  { keys: ['page-down', ' '], action: 'page-down', label: 'page down', help: 'Goes a page down.' },
  { keys: ['home', '<'], action: 'first', label: 'first', help: 'Goes to the first row.' },
  { keys: ['end', '>'], action: 'last', label: 'last', help: 'Goes to the last row.' },
  { keys: ['enter', 'right', 'l'], action: 'open', label: 'open', help: 'Unfolds a group, or goes to the details of a change.', footer: true },
  { keys: ['left', 'h'], action: 'close', label: 'fold', help: 'Folds the group, goes to its heading, or goes back to the list.' },
  { keys: ['tab', 'back-tab'], action: 'pane', label: 'other pane', help: 'Goes between the list and the details.' },
  { keys: ['/'], action: 'search', label: 'search', help: 'Keeps the changes whose address, type, name, file or properties hold all the words.', footer: true },
  { keys: ['f'], action: 'filter', label: 'filter', help: 'Chooses the actions, stacks and risks to show.', footer: true },
  { keys: ['u'], action: 'unchanged', label: 'unchanged', help: 'Unfolds what does not change, at the end of the list, or folds it.' },
  { keys: ['g'], action: 'identical', label: 'group identical', help: 'Puts updates that change the same under one heading, or each back in its place.' },
  { keys: ['z'], action: 'fold-all', label: 'fold all', help: 'Folds all groups, or unfolds them.' },
  { keys: ['w'], action: 'why', label: 'why', help: 'Says why the change is planned, in place of what it changes.', footer: true },
  { keys: ['d'], action: 'dependencies', label: 'dependencies', help: 'Shows what the change waits for and what waits for it.', footer: true },
  { keys: ['e'], action: 'edit', label: 'edit', help: 'Opens the definition in $VISUAL or $EDITOR, at its line.' },
  { keys: ['y'], action: 'copy-id', label: 'copy id', help: 'Copies the Azure resource id to the clipboard of the terminal.' },
  { keys: ['o'], action: 'copy-link', label: 'copy link', help: 'Copies the link to the resource in the Azure portal.' },
  { keys: ['n'], action: 'next-risk', label: 'next risk', help: 'Goes to the next change by risk: what loses data first, then what is replaced, deleted, interrupted, then the rest.', footer: true },
  { keys: ['N'], action: 'previous-risk', label: 'previous risk', help: 'Goes to the change before, by risk.' },
  { keys: [':'], action: 'palette', label: 'commands', help: 'Lists everything that can be done here, to be found by its name.' },
  { keys: ['?'], action: 'help', label: 'help', help: 'Shows these keys.', footer: true },
  { keys: ['escape'], action: 'back', label: 'back', help: 'Goes back: from help, filter and details to the list; clears a search.' },
  { keys: ['q'], action: 'leave', label: 'leave', help: 'Leaves the explorer.', footer: true },
];
