import { commands } from '../../src/commands/index.ts';
import type { ErrorCodeEntry } from '../../src/model/error-codes.ts';
import type { ArgumentSpec, Command, FlagSpec } from '../../src/platform/command.ts';
import { globalFlags } from '../../src/platform/command.ts';
import { cell } from './table-cell.ts';

/** Every exit code that an error or a command can have; a new one fails to compile here. */
const exitCodes: Readonly<Record<0 | 2 | ErrorCodeEntry['exit'], string>> = {
  0: 'done; for `plan` also with changes, unless `--detailed-exitcode`',
  1: 'failed',
  2: '`plan --detailed-exitcode`: there are changes',
  3: 'not signed in, or not allowed',
  4: 'a deployment failed; what was finished is in the state',
  5: 'a protection, a check or a refused loss of data forbids it',
  6: 'what is in Azure differs from what was applied',
  7: 'the state is locked by somebody else',
  9: 'detached: the deployment goes on in Azure',
  64: 'wrong usage, or an answer is needed and there is no terminal to ask on',
  70: 'a bug in Atakora',
  130: 'declined or cancelled by the user',
};

const head = `# Commands

<!-- Generated from src/commands by test/docs/generate.ts; UPDATE=1 npx vitest run test/docs rewrites it. -->

\`atakora COMMAND --help\` prints the same.
`;

const json: Readonly<Record<Command['json'], string>> = {
  events: 'With `--json`: one event of the run on each line.',
  document: 'With `--json`: one JSON document.',
};

/** `docs/reference/commands.md`: every command of the table, the flags that all share, and the exit codes. */
export async function commandsPage(): Promise<string> {
  const shown = commands.filter(({ hidden }) => hidden !== true);
  const loaded = await Promise.all(shown.map((entry) => entry.load()));
  const overview = `| command | what it does |\n| --- | --- |\n${shown.map(({ name, summary }) => `| [${name}](#${name}) | ${cell(summary)} |`).join('\n')}\n`;
  const exits = Object.entries(exitCodes).map(([code, meaning]) => `| ${code} | ${meaning} |`);
  return [
    head,
    overview,
    ...loaded.map(section),
    `## Flags of all commands\n\n${flagTable(globalFlags)}\n`,
    `## Exit codes\n\n| code | meaning |\n| --- | --- |\n${exits.join('\n')}\n`,
  ].join('\n');
}

function section(command: Command): string {
  const usage = ['atakora', command.name, ...command.arguments.map(({ name, required, multiple }) => (required ? name : `[${name}${multiple === true ? '...' : ''}]`)), '[flags]'].join(' ');
  const blocks = [
    `## ${command.name}`,
    command.description ?? `${command.summary.charAt(0).toUpperCase()}${command.summary.slice(1)}.`,
    `\`${usage}\`. ${json[command.json]}`,
    ...(command.arguments.length === 0 ? [] : [argumentTable(command.arguments)]),
    ...(command.flags.length === 0 ? [] : [flagTable(command.flags)]),
    ...(command.examples.length === 0 ? [] : [`\`\`\`sh\n${command.examples.join('\n')}\n\`\`\``]),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function argumentTable(specs: readonly ArgumentSpec[]): string {
  return `| argument | meaning |\n| --- | --- |\n${specs.map(({ name, required, summary }) => `| \`${name}\`${required ? '' : ' (optional)'} | ${cell(summary)} |`).join('\n')}`;
}

function flagTable(flags: readonly FlagSpec[]): string {
  const rows = flags.map((flag) => {
    const short = flag.short === undefined ? '' : `-${flag.short}, `;
    const value = flag.type === 'string' ? ` ${flag.value ?? 'TEXT'}` : '';
    return `| \`${short}--${flag.name}${value}\` | ${cell(flag.summary)}${flag.multiple === true ? '; may be given several times' : ''} |`;
  });
  return `| flag | meaning |\n| --- | --- |\n${rows.join('\n')}`;
}
