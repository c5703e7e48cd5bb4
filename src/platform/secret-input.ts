import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { SecretGeneration } from '../model/declared-secret.ts';
import { AtakoraError } from '../model/errors.ts';
import { generateSecret } from '../secrets/generate-secret.ts';
import { checkSecretValue } from '../secrets/secret-value.ts';
import type { AskSecretOptions } from '../ui/ink/ask-secret.tsx';
import { asciiGlyphs, unicodeGlyphs } from '../ui/text/glyphs.ts';
import type { FlagSpec } from './command.ts';
import type { CommandContext } from './command-context.ts';
import { textFlag } from './command-context.ts';
import { setColorForInk } from './ink-color.ts';
import type { SecretSource } from './secret-tags.ts';
import { warn } from './secret-text.ts';
import { paragraph } from './state-text.ts';

/** Where a value may come from; those of `secrets set`, `rotate` and whoever else needs one. */
export const secretInputFlags: readonly FlagSpec[] = [
  { name: 'from-file', type: 'string', value: 'FILE', summary: 'the content of a file, byte for byte; - for standard input' },
  { name: 'generate', type: 'boolean', summary: 'make a value up, as declared or 32 letters and digits' },
  { name: 'length', type: 'string', value: 'N', summary: 'characters of a generated value, 16 to 1024' },
  { name: 'alphabet', type: 'string', value: 'CHARACTERS', summary: 'what a generated value is made of' },
];

export interface SecretInputRequest {
  /** As the code writes it. */
  readonly name: string;
  /** Key of the environment. */
  readonly environment: string;
  readonly description?: string | undefined;
  /** The value as an argument; `-` for standard input. */
  readonly argument?: string | undefined;
  /** As declared. */
  readonly generation?: SecretGeneration | undefined;
  /** Makes a value up when nothing else is said, as far as `generation` is declared. */
  readonly generates?: boolean;
}

/** A value that can be kept, registered with the redactor. */
export interface SecretInput {
  readonly value: string;
  readonly source: Extract<SecretSource, 'argument' | 'prompt' | 'stdin' | 'file' | 'generated'>;
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const defaultGeneration: SecretGeneration = { length: 32, alphabet: `${letters}0123456789` };

/** More than that cannot be a value whatever is in it; the rest of a stream is not read. Bytes. */
const mostRead = 1_000_000;

/**
 * Takes a value from the argument, a file, standard input, chance, or the person at the terminal, in that order, and registers it with the redactor
 * before anything else is done with it. What is odd about it is warned of.
 * @throws AtakoraError `ATK1002` for sources that contradict each other, `ATK1003` when there is none and nobody to ask, `ATK1006` when the
 * person declines, `ATK1902` for a file that cannot be read, `ATK2204` for what cannot be kept.
 */
export async function readSecretInput(context: CommandContext, request: SecretInputRequest): Promise<SecretInput> {
  const input = await takeInput(context, request);
  const findings = checkSecretValue(input.value);
  const error = findings.find(({ severity }) => severity === 'error');
  if (error !== undefined) throw new AtakoraError(error.code, `${request.name}: ${error.summary}`, { hint: error.hint });
  for (const { summary, hint } of findings) warn(context, `${request.name}: ${summary}. ${hint}`);
  return input;
}

async function takeInput(context: CommandContext, request: SecretInputRequest): Promise<SecretInput> {
  const { argument } = request;
  const file = textFlag(context, 'from-file');
  const generates = context.flags['generate'] === true;
  refuseContradictions(context, request, file, generates);
  if (argument !== undefined && argument !== '-') {
    context.output.protect(argument);
    warn(context, 'a value on the command line stays in the history of the shell, and everybody on this machine could see it while the command ran. Leave it out to be asked, or pipe it in.');
    return { value: argument, source: 'argument' };
  }
  if (file !== undefined && file !== '-') return { value: protectedValue(context, await readBytes(context, file)), source: 'file' };
  if (generates || (request.generates === true && request.generation !== undefined && argument === undefined && file === undefined)) return { value: generated(context, request.generation), source: 'generated' };
  if (argument === '-' || file === '-' || context.platform.stdin.isTTY !== true) return { value: await readStandardInput(context, request), source: 'stdin' };
  return { value: await ask(context, request), source: 'prompt' };
}

function refuseContradictions(context: CommandContext, { argument }: SecretInputRequest, file: string | undefined, generates: boolean): void {
  const given = [...(argument === undefined ? [] : ['a value as an argument']), ...(file === undefined ? [] : ['--from-file']), ...(generates ? ['--generate'] : [])];
  if (given.length > 1) throw new AtakoraError('ATK1002', `${given.join(' and ')} contradict each other`, { hint: 'Give one of them.' });
  const lonely = ['length', 'alphabet'].find((flag) => textFlag(context, flag) !== undefined && !generates);
  if (lonely !== undefined) throw new AtakoraError('ATK1002', `--${lonely} belongs to --generate`, { hint: 'Give --generate too.' });
}

async function readBytes(context: CommandContext, file: string): Promise<Buffer> {
  try {
    return await readFile(resolve(context.platform.cwd, file), { signal: context.signal });
  } catch (cause) {
    context.signal.throwIfAborted();
    // The message of the system names the path only.
    throw new AtakoraError('ATK1902', `${file} cannot be read: ${cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown'}`, { hint: 'Check path and rights of the file.' });
  }
}

/** Bytes as the text that they must be, every one of them kept. @throws AtakoraError `ATK2204` */
function protectedValue(context: CommandContext, bytes: Buffer): string {
  // What is not text can be shown by no message; its readable parts could.
  context.output.protect(bytes.toString('latin1'));
  try {
    const value = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    context.output.protect(value);
    return value;
  } catch {
    throw new AtakoraError('ATK2204', 'the value is no valid UTF-8 text', { hint: 'Encode it as Base64 and decode it in the code.' });
  }
}

function generated(context: CommandContext, declared: SecretGeneration = defaultGeneration): string {
  const length = lengthOf(context) ?? declared.length;
  const alphabet = alphabetOf(context) ?? declared.alphabet;
  const value = generateSecret({ length, alphabet }, randomBytes);
  context.output.protect(value);
  return value;
}

function lengthOf(context: CommandContext): number | undefined {
  const given = textFlag(context, 'length');
  if (given === undefined) return undefined;
  const length = /^\d{1,4}$/.test(given) ? Number(given) : 0;
  if (length < 16 || length > 1024) throw new AtakoraError('ATK1002', `--length ${given} is not a number from 16 to 1024`);
  return length;
}

function alphabetOf(context: CommandContext): string | undefined {
  const given = textFlag(context, 'alphabet');
  if (given === undefined) return undefined;
  const characters = [...given];
  // oxlint-disable-next-line eslint/no-control-regex -- what is looked for
  if (characters.length < 2 || characters.length > 256 || new Set(characters).size !== characters.length || /[\u0000-\u001F\u007F]/.test(given)) {
    throw new AtakoraError('ATK1002', '--alphabet has to be 2 to 256 different characters that can be printed', { hint: 'Such as --alphabet 0123456789abcdef.' });
  }
  return given;
}

/** A pipe's value; the line break that `echo` adds is no part of it. */
async function readStandardInput(context: CommandContext, { name }: SecretInputRequest): Promise<string> {
  const { stdin } = context.platform;
  if (stdin.isTTY === true) throw nobodyToAsk(name, 'standard input is a terminal, which would show what is typed');
  const chunks: Buffer[] = [];
  let size = 0;
  const leave = (): void => void stdin.destroy();
  context.signal.addEventListener('abort', leave, { once: true });
  try {
    for await (const chunk of stdin) {
      const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : (chunk as Buffer);
      chunks.push(bytes);
      size += bytes.length;
      if (size > mostRead) break;
    }
  } catch (cause) {
    context.signal.throwIfAborted();
    throw new AtakoraError('ATK1902', 'standard input cannot be read', { cause });
  } finally {
    context.signal.removeEventListener('abort', leave);
  }
  context.signal.throwIfAborted();
  const value = protectedValue(context, Buffer.concat(chunks));
  if (value === '') throw nobodyToAsk(name, 'standard input is empty');
  return withoutLastBreak(context, value, 'standard input');
}

/** The value without one line break at its end, which is said. */
function withoutLastBreak(context: CommandContext, value: string, where: string): string {
  const trimmed = value.replace(/\r?\n$/, '');
  if (trimmed.length === value.length) return value;
  context.output.protect(trimmed);
  if (context.options.verbosity !== 'quiet') context.output.text(paragraph(context, `the line break at the end of ${where} was left out`));
  return trimmed;
}

function nobodyToAsk(name: string, why: string): AtakoraError {
  return new AtakoraError('ATK1003', `the value of ${name} is missing: ${why}`, { hint: 'Pipe it in, or give --from-file FILE or --generate; without them it is asked in a terminal.' });
}

async function ask(context: CommandContext, { name, environment, description }: SecretInputRequest): Promise<string> {
  const { options, platform, signal } = context;
  if (!options.interactive) throw nobodyToAsk(name, 'there is no terminal to ask on');
  const question = { subject: `the value of ${name} for ${environment}`, ...(description === undefined ? {} : { description }) };
  const check = (value: string): string | undefined => {
    context.output.protect(value);
    return checkSecretValue(value).find(({ severity }) => severity === 'error')?.summary;
  };
  const common = { stdin: platform.stdin as NodeJS.ReadStream, stdout: platform.stdout as NodeJS.WriteStream, question, check, signal };
  const answer = options.redraw ? await askOnScreen(context, common) : await (await import('../ui/plain/ask-secret.ts')).askSecretPlain(common);
  if (answer.kind === 'given') return answer.pasted ? withoutLastBreak(context, answer.value, 'the paste') : answer.value;
  throw new AtakoraError('ATK1006', answer.kind === 'declined' ? 'declined; nothing was changed' : 'interrupted at the question; nothing was changed');
}

async function askOnScreen({ options }: CommandContext, common: Pick<AskSecretOptions, 'stdin' | 'stdout' | 'question' | 'check' | 'signal'>) {
  // Ink's colour library knows this variable only, and reads it when it is loaded; a plan may be shown later.
  setColorForInk(options.color);
  const { askSecret } = await import('../ui/ink/ask-secret.tsx');
  return askSecret({ ...common, glyphs: options.ascii ? asciiGlyphs : unicodeGlyphs });
}
