import type { TextSurface } from '../ui/plain/text-surface.ts';
import type { CommandContext } from './command-context.ts';
import type { Opening } from './first-frame.ts';

/** A flag as data: parsing, help, docs and completion come from it. */
export interface FlagSpec {
  /** Long name without dashes. */
  readonly name: string;
  readonly short?: string;
  /** `boolean` flags take no value; `--no-NAME` is not made up. */
  readonly type: 'boolean' | 'string';
  /** May be given several times. */
  readonly multiple?: boolean;
  /** An empty text is a value: it empties what was there. */
  readonly mayBeEmpty?: true;
  /** What the value is, in help: `DIR`. */
  readonly value?: string;
  readonly summary: string;
}

/** A positional argument as data. */
export interface ArgumentSpec {
  readonly name: string;
  readonly required: boolean;
  /** Any number of words; only for the last one. */
  readonly multiple?: boolean;
  readonly summary: string;
}

/** What is known when a command is named on a terminal that can be redrawn, and nothing is loaded yet. */
export interface OpeningScene extends Pick<CommandContext, 'platform' | 'options' | 'flags' | 'positionals'> {
  readonly surface: TextSurface;
}

/** One command of the command line: a file of its own, loaded when it runs. It imports at once what describes it, and the rest when it runs. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  readonly description?: string;
  readonly arguments: readonly ArgumentSpec[];
  readonly flags: readonly FlagSpec[];
  /** `events`: `--json` prints NDJSON events; `document`: one JSON document. */
  readonly json: 'events' | 'document';
  /** For a command whose verbs differ in that: what it is with these words; `json` is what most of them do. */
  readonly jsonOf?: (positionals: readonly string[]) => Command['json'];
  /** Examples, as typed. */
  readonly examples: readonly string[];
  /** What stands on a terminal that can be redrawn until the command says something itself; it must load next to nothing. */
  readonly opening?: (scene: OpeningScene) => Promise<Opening | undefined>;
  /** Returns the exit code. @throws AtakoraError of any code; the caller prints it. */
  run(context: CommandContext): Promise<number>;
}

/** Flags that mean the same everywhere. */
export const globalFlags: readonly FlagSpec[] = [
  { name: 'env', short: 'e', type: 'string', value: 'NAME', summary: 'environment (else ATAKORA_ENV, else what env use chose, else the manifest\'s default)' },
  { name: 'cwd', short: 'C', type: 'string', value: 'DIR', summary: 'project folder' },
  { name: 'local', type: 'boolean', summary: 'use the environment\'s twin on the local Azure' },
  { name: 'json', type: 'boolean', summary: 'machine output on stdout' },
  { name: 'json-into', type: 'string', value: 'FILE', summary: 'human output on the screen, events in a file' },
  { name: 'yes', short: 'y', type: 'boolean', summary: 'do not ask' },
  { name: 'no-input', type: 'boolean', summary: 'never prompt: fail with what was missing' },
  { name: 'color', type: 'string', value: 'WHEN', summary: 'always, never or auto (also FORCE_COLOR, NO_COLOR, CLICOLOR, CLICOLOR_FORCE)' },
  { name: 'no-color', type: 'boolean', summary: 'no colours (also NO_COLOR)' },
  { name: 'theme', type: 'string', value: 'THEME', summary: 'colours for a ground: auto, dark, light or color-blind (also ATAKORA_THEME)' },
  { name: 'reduced-motion', type: 'boolean', summary: 'nothing on the screen moves by itself (also ATAKORA_REDUCED_MOTION=1)' },
  { name: 'quiet', short: 'q', type: 'boolean', summary: 'only results and errors' },
  { name: 'verbose', short: 'v', type: 'boolean', summary: 'say more, stacks of errors included' },
  { name: 'ascii', type: 'boolean', summary: 'no Unicode signs' },
  { name: 'screen-reader', type: 'boolean', summary: 'plain sentences, nothing redrawn (also ATAKORA_SCREEN_READER=1)' },
  { name: 'log-file', type: 'string', value: 'FILE', summary: 'append everything told, with times, to a file' },
  { name: 'lock-timeout', type: 'string', value: 'TIME', summary: 'wait for a locked state, such as 5m' },
  { name: 'help', short: 'h', type: 'boolean', summary: 'show this help' },
];
