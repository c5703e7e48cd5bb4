import { boardKeys } from '../../src/ui/ink/board-keys.ts';
import type { BrowserKeyAction } from '../../src/ui/browser/browser-keys.ts';
import { browserKeys } from '../../src/ui/browser/browser-keys.ts';
import { doctorBrowser } from '../../src/ui/browsers/doctor/doctor-browser.ts';
import { driftBrowser } from '../../src/ui/browsers/drift/drift-browser.ts';
import { environmentsBrowser } from '../../src/ui/browsers/environments/environments-browser.ts';
import { settingsBrowser } from '../../src/ui/browsers/environments/settings-browser.ts';
import { historyBrowser } from '../../src/ui/browsers/history/history-browser.ts';
import { secretsBrowser } from '../../src/ui/browsers/secrets/secrets-browser.ts';
import { stateBrowser } from '../../src/ui/browsers/state/state-browser.ts';
import { explorerKeys } from '../../src/ui/explorer/explorer-keys.ts';
import type { KeyTable } from '../../src/ui/screen/key-table.ts';
import { keyName } from '../../src/ui/screen/key-table.ts';
import { wizardKeys } from '../../src/ui/wizard/wizard-help.ts';
import { cell } from './table-cell.ts';

const head = `# Keys

<!-- Generated from the key tables of src/ui by test/docs/generate.ts; UPDATE=1 npx vitest run test/docs rewrites it. -->

\`?\` shows the keys of the screen that is open, \`:\` finds a command by its name, and Ctrl-C leaves from everywhere. In the
explorer \`:\` finds a command by its name.

## The plan explorer
`;

/** Every screen that is a list, with its keys. */
const lists: readonly { readonly title: string; readonly keys: KeyTable<BrowserKeyAction> }[] = [
  { title: 'Secrets: `secrets`', keys: browserKeys(secretsBrowser({ environment: '', places: [], isFile: false })) },
  { title: 'Environments: `env`', keys: browserKeys(environmentsBrowser('')) },
  { title: 'Settings: `env compare`', keys: browserKeys(settingsBrowser({ project: '', environments: ['dev'], writable: [], check: () => undefined })) },
  { title: 'Drift: `drift --explore`', keys: browserKeys(driftBrowser('')) },
  { title: 'Runs: `history --explore`', keys: browserKeys(historyBrowser('')) },
  { title: 'State: `state`', keys: browserKeys(stateBrowser('')) },
  { title: 'Findings of the doctor: `doctor --explore`', keys: browserKeys(doctorBrowser('')) },
];

/** The keys that every list has, then what each of them does. */
function listsPart(): string {
  const common = (lists[0]?.keys ?? []).filter(({ action }) => !action.startsWith('do:'));
  const own = lists.map(({ keys, title }) => `### ${title}\n\n${table(keys.filter(({ action }) => action.startsWith('do:')))}`);
  return `## Lists\n\nWhat is done from a list is a command line: it is printed and run, and can be typed as well. In the table of settings \`Right\` and\n\`Left\` go from cell to cell, \`Enter\` changes one, and \`m\` lists the actions.\n\n${table(common)}\n${own.join('\n')}`;
}

/** `docs/reference/keys.md`: the keys of every screen that has a table of them. */
export function keysPage(): string {
  return `${head}\n${table(explorerKeys)}\n## The board of an apply\n\nCtrl-C asks whether to watch on, to leave it running in Azure, or to cancel it there.\n\n${table(boardKeys)}\n${listsPart()}\n## The wizard of \`init\`\n\n| keys | what it does |\n| --- | --- |\n${wizardKeys.map(({ keys, help }) => `| \`${keys}\` | ${cell(help)} |\n`).join('')}`;
}

function table(bindings: readonly { readonly keys: readonly string[]; readonly label: string; readonly help: string }[]): string {
  const rows = bindings.map(({ keys, label, help }) => `| ${keys.map((key) => `\`${keyName(key)}\``).join(' ')} | ${cell(label)} | ${cell(help)} |`);
  return `| keys | name | what it does |\n| --- | --- | --- |\n${rows.join('\n')}\n`;
}
