import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { isJsonObject } from '../model/json.ts';
import type { Json } from '../model/json.ts';
import type { Draft } from '../ui/wizard/answers.ts';
import { readDraft } from '../ui/wizard/answers.ts';
import type { Platform } from './platform.ts';

const draftVersion = 1;

/** Answers of a wizard that was left before it wrote anything. */
export interface SavedDraft {
  readonly draft: Draft;
  /** ISO 8601 UTC. */
  readonly savedAt: string;
}

/** The answers so far of the wizard of one folder, kept outside of it: nothing is written there before the review. */
export interface DraftStore {
  /** Undefined when there are none that this version can read; what it cannot read stays where it is. */
  load(): SavedDraft | undefined;
  /** Keeps answers; they hold no secrets. A place that cannot be written to keeps none, and the wizard goes on. */
  save(draft: Draft): void;
  forget(): void;
}

/**
 * The drafts of a folder, in the state folder of the user.
 * @see https://specifications.freedesktop.org/basedir-spec/latest/ (XDG_STATE_HOME)
 */
export function openDraftStore({ env, clock }: Pick<Platform, 'env' | 'clock'>, folder: string): DraftStore {
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 24);
  const file = join(stateHome(env), 'atakora', 'drafts', `${name}.json`);
  return {
    load: () => {
      const saved = readJson(file);
      if (!isJsonObject(saved) || saved['version'] !== draftVersion || saved['folder'] !== folder || typeof saved['savedAt'] !== 'string') return undefined;
      const draft = readDraft(saved['draft']);
      return Object.keys(draft).length === 0 ? undefined : { draft, savedAt: saved['savedAt'] };
    },
    save: (draft) => {
      try {
        mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
        writeFileSync(`${file}.new`, JSON.stringify({ version: draftVersion, folder, savedAt: clock.now(), draft }), { mode: 0o600 });
        renameSync(`${file}.new`, file);
      } catch {
        // A convenience: a read-only home must not keep anybody from starting a project.
      }
    },
    forget: () => rmSync(file, { force: true }),
  };
}

function stateHome(env: Platform['env']): string {
  const given = [env['XDG_STATE_HOME'], env['LOCALAPPDATA']].find((value) => value !== undefined && value !== '');
  return given ?? join(env['HOME'] ?? homedir(), '.local', 'state');
}

function readJson(file: string): Json | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Json;
  } catch {
    return undefined;
  }
}
