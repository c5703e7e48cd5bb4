import { boardKeys } from '../../src/ui/ink/board-keys.ts';
import { explorerKeys } from '../../src/ui/explorer/explorer-keys.ts';
import { keyName } from '../../src/ui/explorer/overlay-lines.ts';
import { wizardKeys } from '../../src/ui/wizard/wizard-help.ts';
import { cell } from './table-cell.ts';

const head = `# Keys

<!-- Generated from the key tables of src/ui by test/docs/generate.ts; UPDATE=1 npx vitest run test/docs rewrites it. -->

\`?\` shows the keys of the screen that is open, \`:\` finds a command by its name, and Ctrl-C leaves from everywhere. In the
explorer \`:\` finds a command by its name.

## The plan explorer
`;

/** `docs/reference/keys.md`: the keys of every screen that has a table of them. */
export function keysPage(): string {
  return `${head}\n${table(explorerKeys)}\n## The board of an apply\n\nCtrl-C asks whether to watch on, to leave it running in Azure, or to cancel it there.\n\n${table(boardKeys)}\n## The wizard of \`init\`\n\n| keys | what it does |\n| --- | --- |\n${wizardKeys.map(({ keys, help }) => `| \`${keys}\` | ${cell(help)} |\n`).join('')}`;
}

function table(bindings: readonly { readonly keys: readonly string[]; readonly label: string; readonly help: string }[]): string {
  const rows = bindings.map(({ keys, label, help }) => `| ${keys.map((key) => `\`${keyName(key)}\``).join(' ')} | ${cell(label)} | ${cell(help)} |`);
  return `| keys | name | what it does |\n| --- | --- | --- |\n${rows.join('\n')}\n`;
}
