import { asciiText } from '../ui/text/ascii-text.ts';
import type { ArgumentSpec, Command, FlagSpec } from './command.ts';
import { globalFlags } from './command.ts';

/** A command as the overview lists it, without loading it. */
export interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  /** Not listed. */
  readonly hidden?: true;
}

/** What `atakora --help` prints. */
export function overviewText(all: readonly CommandEntry[]): string {
  const commands = all.filter(({ hidden }) => hidden !== true);
  const width = Math.max(...commands.map((command) => command.name.length));
  const rows = commands.map((command) => `  ${command.name.padEnd(width)}  ${command.summary}`);
  return `Infrastructure as code for Azure in TypeScript.\n\nUsage: atakora COMMAND [flags]\n\nCommands:\n${rows.join('\n')}\n\nFlags of all commands:\n${flagRows(globalFlags).join('\n')}\n\nSee \`atakora COMMAND --help\` for one command. Without an Azure account: add --local.\n`;
}

/** What `atakora COMMAND --help` prints. */
export function commandText(command: Command): string {
  const words = command.arguments.map((argument) => (argument.required ? argument.name : `[${argument.name}${argument.multiple === true ? '...' : ''}]`));
  const sections = [
    `${command.summary}${command.description === undefined ? '' : `\n\n${command.description}`}`,
    `Usage: ${['atakora', command.name, ...words, '[flags]'].join(' ')}`,
    ...(command.arguments.length === 0 ? [] : [`Arguments:\n${argumentRows(command.arguments).join('\n')}`]),
    ...(command.flags.length === 0 ? [] : [`Flags:\n${flagRows(command.flags).join('\n')}`]),
    `Flags of all commands:\n${flagRows(globalFlags).join('\n')}`,
    ...(command.examples.length === 0 ? [] : [`Examples:\n${command.examples.map((example) => `  ${example}`).join('\n')}`]),
  ];
  // Whatever the terminal can show: there are no flags yet that say it.
  return asciiText(`${sections.join('\n\n')}\n`);
}

function argumentRows(specs: readonly ArgumentSpec[]): readonly string[] {
  const width = Math.max(...specs.map((spec) => spec.name.length));
  return specs.map((spec) => `  ${spec.name.padEnd(width)}  ${spec.summary}`);
}

function flagRows(flags: readonly FlagSpec[]): readonly string[] {
  const named = flags.map((flag) => ({ flag, text: `${flag.short === undefined ? '    ' : `-${flag.short}, `}--${flag.name}${flag.type === 'string' ? ` ${flag.value ?? 'TEXT'}` : ''}` }));
  const width = Math.max(...named.map((entry) => entry.text.length));
  return named.map(({ flag, text }) => `  ${text.padEnd(width)}  ${flag.summary}`);
}
