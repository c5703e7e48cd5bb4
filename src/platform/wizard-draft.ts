import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { sha256 } from '../define/sha256.ts';
import { isJsonObject } from '../model/json.ts';
import type { Json } from '../model/json.ts';
import type { Draft } from '../ui/wizard/answers.ts';
import { readDraft } from '../ui/wizard/answers.ts';
import type { EarlierAnswers } from '../ui/wizard/wizard-state.ts';
import type { Platform } from './platform.ts';

/** 2: knows what the questions were about (`basis`). 1 had no such thing; its answers are the same. */
const draftVersion = 2;
const readable: readonly unknown[] = [1, draftVersion];

/** The answers so far of the wizard of one folder, kept outside of it: nothing is written there before the review. */
export interface DraftStore {
  /** Undefined when there are none that this version can read; what it cannot read stays where it is. */
  load(): EarlierAnswers | undefined;
  /** Keeps answers; they hold no secrets. A place that cannot be written to keeps none, and the wizard goes on. */
  save(draft: Draft): void;
  forget(): void;
}

/**
 * The drafts of a folder, in the state folder of the user.
 * @param basis What the questions are about, such as the text of the manifest: answers to something else are told as such.
 */
export function openDraftStore({ env, clock }: Pick<Platform, 'env' | 'clock'>, folder: string, basis = ''): DraftStore {
  const file = join(stateHome(env), 'atakora', 'drafts', `${hashOf(folder)}.json`);
  return {
    load: () => {
      const saved = readJson(file);
      if (!isJsonObject(saved) || !readable.includes(saved['version']) || saved['folder'] !== folder || typeof saved['savedAt'] !== 'string') return undefined;
      const draft = readDraft(saved['draft']);
      const isOutdated = saved['basis'] !== undefined && saved['basis'] !== hashOf(basis);
      return Object.keys(draft).length === 0 ? undefined : { draft, savedAt: saved['savedAt'], ...(isOutdated ? { isOutdated: true as const } : {}) };
    },
    save: (draft) => {
      if (isNewer(readJson(file))) return;
      try {
        mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
        writeFileSync(`${file}.new`, JSON.stringify({ version: draftVersion, folder, basis: hashOf(basis), savedAt: clock.now(), draft }), { mode: 0o600 });
        renameSync(`${file}.new`, file);
      } catch {
        // A convenience: a read-only home must not keep anybody from starting a project.
      }
    },
    forget: () => {
      try {
        rmSync(file, { force: true });
      } catch {
        // As above.
      }
    },
  };
}

/**
 * Folder for what programs keep of a user between runs.
 * @see https://specifications.freedesktop.org/basedir-spec/latest/ (XDG_STATE_HOME)
 */
export function stateHome(env: Platform['env']): string {
  const given = [env['XDG_STATE_HOME'], env['LOCALAPPDATA']].find((value) => value !== undefined && value !== '');
  return given ?? join(env['HOME'] ?? homedir(), '.local', 'state');
}

/** Answers of a later version are that version's: they are not written over. */
function isNewer(saved: Json | undefined): boolean {
  const version = saved !== undefined && isJsonObject(saved) ? saved['version'] : undefined;
  return typeof version === 'number' && version > draftVersion;
}

/** By our own function: loading `node:crypto` takes 5 ms, which the first frame of the wizard has no use for. */
function hashOf(text: string): string {
  return sha256(text).slice(0, 24);
}

function readJson(file: string): Json | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Json;
  } catch {
    return undefined;
  }
}
