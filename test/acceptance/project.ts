import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect } from 'vitest';
import type { JsonObject } from '../../src/model/json.ts';
import type { Plan } from '../../src/model/plan.ts';
import type { StateDocument } from '../../src/model/state.ts';
import { projectRoot } from '../gates/gate.ts';
import type { Ended, Running } from './run-atakora.ts';
import { eventsOf, isRunningIn, runAtakora, startAtakora, told } from './run-atakora.ts';

/** Manifest id of the projects that tests write. */
export const projectId = '0f0f0f0f-1234-4abc-8def-000000000001';

export const manifest = { schema: 1, id: projectId, project: 'notes', environment: 'dev', location: 'westeurope' } as const;

/** A project with one environment whose cloud is the local Azure itself, so that state, pins and lock file are those of a real one. */
export const realLikeManifest = { ...manifest, environments: { dev: { cloud: 'local' }, qa: { cloud: 'local' } } } as const;

/** What a project is written from. */
export interface ProjectFiles {
  /** Object or, for broken ones, text. */
  readonly manifest?: JsonObject | string;
  /** Text of `atakora/backend.ts`; a handler is written for every `entry` that it names. */
  readonly backend?: string;
  /** Further files by path. */
  readonly files?: Readonly<Record<string, string>>;
  /** `settings.json` of the world; instant when absent. */
  readonly world?: JsonObject;
}

/** A project folder of its own below the system's temporary one. */
export interface TestProject {
  readonly folder: string;
  run(...args: readonly string[]): Promise<Ended>;
  /** Runs and expects exit code 0. */
  done(...args: readonly string[]): Promise<Ended>;
  start(...args: readonly string[]): Running;
  /** The plan that `plan --json` prints. */
  plan(...args: readonly string[]): Promise<Plan>;
  write(path: string, text: string): void;
  read(path: string): string;
  has(path: string): boolean;
  /** The state of `dev@local`, or of an environment key. */
  state(environment?: string): StateDocument;
  /** A copy in a folder of its own: another checkout, with everything in it. */
  copy(): TestProject;
}

/** A project that concurrent tests copy: no command runs in it, so that what is copied is whole. */
export type ProjectToCopy = Omit<TestProject, 'run' | 'done' | 'start' | 'plan'>;

const folders: string[] = [];

afterAll(() => {
  for (const folder of folders.splice(0)) {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** An empty folder, removed after the test file. */
export function makeFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'atakora-acceptance-')));
  folders.push(folder);
  return folder;
}

/** Writes a project. */
export function makeProject(files: ProjectFiles): TestProject {
  const project = projectIn(makeFolder());
  const given = files.manifest ?? manifest;
  project.write('.atakora/manifest.json', typeof given === 'string' ? given : JSON.stringify(given, null, 2));
  if (files.backend !== undefined) {
    project.write('atakora/backend.ts', files.backend);
    // Handlers must be there; planning never reads them.
    for (const [, handler = ''] of files.backend.matchAll(/entry: '\.\/([^']+)'/g)) {
      project.write(`atakora/${handler}`, "throw new Error('a handler was loaded');\n");
    }
  }
  for (const [path, text] of Object.entries(files.files ?? {})) {
    project.write(path, text);
  }
  for (const world of ['world', 'environments-world']) {
    project.write(`.atakora/local/${world}/settings.json`, JSON.stringify(files.world ?? { timeScale: 0 }));
  }
  return project;
}

/** A copy of an example without what earlier runs left in it, on a world without delays. */
export function copyExample(name: string): TestProject {
  const folder = makeFolder();
  cpSync(join(projectRoot, 'examples', name), folder, { recursive: true, filter: (path) => !path.includes(join('.atakora', 'local')) && !path.includes('node_modules') });
  const project = projectIn(folder);
  project.write('.atakora/local/world/settings.json', JSON.stringify({ timeScale: 0 }));
  return project;
}

/** The project in a folder. */
export function projectIn(folder: string): TestProject {
  const run = (...args: readonly string[]): Promise<Ended> => runAtakora(args, { cwd: folder });
  const done = async (...args: readonly string[]): Promise<Ended> => {
    const ended = await run(...args);
    expect(ended.code, told(ended)).toBe(0);
    return ended;
  };
  const read = (path: string): string => readFileSync(join(folder, path), 'utf8');
  return {
    folder,
    run,
    done,
    start: (...args) => startAtakora(args, { cwd: folder }),
    plan: async (...args) => {
      const event = eventsOf((await done('plan', '--json', ...args)).stdout).find(({ type }) => type === 'plan');
      return (event as unknown as { readonly plan: Plan }).plan;
    },
    write: (path, text) => {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    },
    read,
    has: (path) => existsSync(join(folder, path)),
    state: (environment = 'dev@local') => JSON.parse(read(statePath(folder, environment))) as StateDocument,
    copy: () => {
      if (isRunningIn(folder)) {
        throw new Error(`${folder} is copied while a command runs in it: give that command a copy of its own`);
      }
      const copied = makeFolder();
      cpSync(folder, copied, { recursive: true });
      return projectIn(copied);
    },
  };
}

/** Path of a state below a project folder. */
function statePath(folder: string, environment: string): string {
  const base = join('.atakora', ...(environment.endsWith('@local') ? ['local'] : []), 'state');
  const [id = ''] = readdirSync(join(folder, base));
  return join(base, id, `${environment}.json`);
}

/** What a plan means to do, `action address`, without what stays. */
export function changesOf(plan: Plan): readonly string[] {
  return plan.changes.filter(({ action }) => action.kind !== 'no-op').map(({ action, address }) => `${action.kind} ${address}`).sort();
}
