import { parseArgs } from 'node:util';
import { nearest } from '../define/nearest.ts';
import { AtakoraError } from '../model/errors.ts';
import type { Command, FlagSpec } from './command.ts';
import { globalFlags } from './command.ts';
import type { FlagValues } from './flag-values.ts';

export interface ParsedArguments {
  readonly flags: FlagValues;
  readonly positionals: readonly string[];
}

/**
 * Reads what follows a command's name.
 * @throws AtakoraError `ATK1002` for an unknown flag (naming the nearest), a missing value, or too many or too few arguments.
 */
export function parseArguments(command: Pick<Command, 'name' | 'flags' | 'arguments'>, argv: readonly string[]): ParsedArguments {
  const specs = [...command.flags, ...globalFlags];
  const parsed = parseTolerantly(argv, specs);
  for (const token of parsed.tokens) {
    if (token.kind === 'option') {
      checkOption(token, specs, command.name);
    }
  }
  const flags = parsed.values as FlagValues;
  if (flags['help'] !== true) {
    checkPositionals(command, parsed.positionals);
  }
  return { flags, positionals: parsed.positionals };
}

/**
 * The words of a command line that are values of secrets, whatever else is wrong with it: what follows the name in `secrets set NAME VALUE`,
 * where a value with blanks that somebody forgot to quote is several words.
 */
export function secretWords(command: Pick<Command, 'name' | 'flags'>, argv: readonly string[]): readonly string[] {
  if (command.name !== 'secrets' || !argv.includes('set')) return [];
  const { positionals } = parseTolerantly(argv, [...command.flags, ...globalFlags]);
  const words = positionals.slice(positionals.indexOf('set') + 2);
  return words.length < 2 ? words : [...words, words.join(' ')];
}

function parseTolerantly(argv: readonly string[], specs: readonly FlagSpec[]) {
  const options = Object.fromEntries(specs.map((spec) => [spec.name, { type: spec.type, multiple: spec.multiple ?? false, ...(spec.short === undefined ? {} : { short: spec.short }) }]));
  return parseArgs({ args: [...argv], options, strict: false, allowPositionals: true, tokens: true });
}

function checkOption(token: { readonly name: string; readonly rawName: string; readonly value?: string | undefined; readonly inlineValue?: boolean | undefined }, specs: readonly FlagSpec[], command: string): void {
  const spec = specs.find((candidate) => candidate.name === token.name);
  if (spec === undefined) {
    const near = nearest(token.name, specs.map((candidate) => candidate.name));
    throw new AtakoraError('ATK1002', `"${token.rawName}" is not a flag of ${command}`, { hint: near === undefined ? `See \`atakora ${command} --help\`.` : `Did you mean --${near}?` });
  }
  const isFlag = token.inlineValue !== true && specs.some((other) => `--${other.name}` === token.value || `-${other.short ?? ''}` === token.value);
  if (spec.type === 'string' && (token.value === undefined || (token.value === '' && spec.mayBeEmpty !== true) || isFlag)) {
    throw new AtakoraError('ATK1002', `--${spec.name} needs a value (${spec.value ?? 'TEXT'})`);
  }
  if (spec.type === 'boolean' && token.value !== undefined) {
    throw new AtakoraError('ATK1002', `--${spec.name} takes no value`);
  }
}

function checkPositionals(command: Pick<Command, 'name' | 'arguments'>, positionals: readonly string[]): void {
  const extra = command.arguments.at(-1)?.multiple === true ? undefined : positionals[command.arguments.length];
  if (extra !== undefined) {
    throw new AtakoraError('ATK1002', `${command.name} takes ${command.arguments.length === 0 ? 'no arguments' : `at most ${command.arguments.length}`}; "${extra}" is one too many`);
  }
  const missing = command.arguments.find((argument, at) => argument.required && positionals[at] === undefined);
  if (missing !== undefined) {
    throw new AtakoraError('ATK1002', `${command.name} needs ${missing.name}: ${missing.summary}`);
  }
}
