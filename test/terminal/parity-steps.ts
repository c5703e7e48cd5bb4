import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '../../src/model/json.ts';
import { inWorld, longAgo, ourTags, plantTables } from '../acceptance/planted-things.ts';
import { projectId } from '../acceptance/project.ts';
import { edit, keys } from './project-terminal.ts';

const { down, enter } = keys;

/** A text that stands on the screen, and what is typed then. `line`: the terminal edits it. */
export type Reply = readonly [shows: string, typed: string, line?: true];

/** One thing that somebody does: asked for in the app, on the screen or in lines, or said by flags. */
export interface ParityStep {
  readonly doing: string;
  readonly argv: readonly string[];
  readonly onScreen: readonly Reply[];
  readonly inLines: readonly Reply[];
  /** The same without a question. */
  readonly byFlags: readonly string[];
  /** Piped in with the flags. */
  readonly input?: string;
  /** What happens in the world before it. */
  readonly before?: (folder: string) => void;
}

/** The value of a secret that this session types; no terminal may be sent it. */
export const typedValue = 'C4naryParityFirst11aa';

const value: readonly Reply[] = [['value of SCAN_API_KEY', typedValue + enter], ['same again', typedValue + enter]];
const asked: readonly Reply[] = [['❯ Cancel', 'y']];
const askedInLines: readonly Reply[] = [['(y/N)', `y${enter}`, true]];
const declinePlan: Reply = ['Run atakora plan', `n${enter}`, true];

const wizard = (tags: string): readonly Reply[] => [['What is the project called?', enter], ['Which organization', enter], ['What do you start from?', down + enter], ['Which region?', `northeurope${enter}`], ['Which Azure subscription?', enter], ['Which environments?', enter], ['Which one is meant', enter], ['Which settings differ', enter], ['What becomes of the secrets?', enter], ['Which tags', tags + enter], ['nothing is written yet', enter], declinePlan];

const inLines = (replies: readonly (readonly [string, string])[]): readonly Reply[] => replies.map(([shown, typed]) => [shown, typed + enter, true]);
const wizardLines = inLines([['What is the project called?', ''], ['Which organization', ''], ['What do you start from?', '2'], ['Which region?', 'northeurope'], ['Which Azure subscription?', ''], ['Which environments?', ''], ['Which one is meant', ''], ['Change settings?', ''], ['What becomes of the secrets?', ''], ['Which tags', 'owner=anna'], ['Write ', 'y'], ['Run atakora plan', 'n']]);

/** In the editor of a project that exists, everything stays as it is but what the flag says. */
const editor = wizard('').map((reply): Reply => (reply[2] === true ? reply : [reply[0], enter]));
const editorLines = inLines([['What is the project called?', ''], ['Which organization', ''], ['What do you start from?', ''], ['Which region?', ''], ['Which Azure subscription?', ''], ['Which environments?', ''], ['Which one is meant', ''], ['Change settings?', ''], ['What becomes of the secrets?', ''], ['Which tags', ''], ['Write ', 'y'], ['Run atakora plan', 'n']]);

const local = '--local';
const setting = ['--set', 'dev.functionApp.maximumInstances=33'];

export const paritySteps: readonly ParityStep[] = [
  { doing: 'start a project', argv: ['init'], onScreen: wizard('owner=anna'), inLines: wizardLines, byFlags: ['init', '--name', 'shop', '--template', 'uploads', '--location', 'northeurope', '--environments', 'dev,prod', '--default-env', 'dev', '--tags', 'owner=anna', '--yes'] },
  { doing: 'see what would change', argv: ['plan', local], onScreen: [], inLines: [], byFlags: ['plan', local], before: (folder) => fixId(folder) },
  { doing: 'apply', argv: ['apply', local], onScreen: asked, inLines: askedInLines, byFlags: ['apply', local, '--yes'] },
  { doing: 'set a secret', argv: ['secrets', 'set', 'SCAN_API_KEY', local], onScreen: value, inLines: value, byFlags: ['secrets', 'set', 'SCAN_API_KEY', local], input: typedValue },
  { doing: 'change a setting of an environment', argv: ['init', ...setting], onScreen: editor, inLines: editorLines, byFlags: ['init', ...setting, '--yes'] },
  { doing: 'see what would change', argv: ['plan', local], onScreen: [], inLines: [], byFlags: ['plan', local] },
  { doing: 'apply', argv: ['apply', local], onScreen: asked, inLines: askedInLines, byFlags: ['apply', local, '--yes'] },
  { doing: 'take what somebody changed in Azure into the state', argv: ['drift', '--accept', local], onScreen: asked, inLines: askedInLines, byFlags: ['drift', '--accept', local, '--yes'], before: (folder) => changeInAzure(folder) },
  { doing: 'remove what old runs left behind', argv: ['cleanup', local, '--kind', 'resources'], onScreen: [['of 2 taken', `a${enter}`], ...asked], inLines: [['Numbers:', `1-2${enter}`, true], ...askedInLines], byFlags: ['cleanup', local, '--kind', 'resources', '--yes'], before: (folder) => plantLeftovers(folder) },
  { doing: 'remove everything', argv: ['destroy', local], onScreen: [['Type dev to go on', `dev${enter}`]], inLines: [['Type dev to go on', `dev${enter}`, true]], byFlags: ['destroy', local, '--yes'] },
];

/** The id of a project is random, and names come from it. The local Azure answers at once. */
function fixId(folder: string): void {
  mkdirSync(join(folder, '.atakora/local/world'), { recursive: true });
  writeFileSync(join(folder, '.atakora/local/world/settings.json'), '{ "timeScale": 0 }');
  const manifest = readFileSync(join(folder, '.atakora/manifest.json'), 'utf8');
  edit(folder, '.atakora/manifest.json', /"id": "([^"]+)"/.exec(manifest)?.[1] ?? '', projectId);
}

/** The state of `dev@local`. */
export function stateIn(folder: string): { readonly resources: Readonly<Record<string, { readonly id: string; readonly type: string }>> } | undefined {
  const below = join(folder, '.atakora/local/state');
  try {
    const [id = ''] = readdirSync(below);
    return JSON.parse(readFileSync(join(below, id, 'dev@local.json'), 'utf8')) as ReturnType<typeof stateIn>;
  } catch {
    return undefined;
  }
}

function changeInAzure(folder: string): void {
  const account = Object.values(stateIn(folder)?.resources ?? {}).find(({ type }) => type.toLowerCase() === 'microsoft.storage/storageaccounts');
  inWorld(folder, 'world', new Date().toISOString(), (send) => {
    const { id: _id, name: _name, type: _type, ...live } = send('GET', account?.id ?? '');
    send('PUT', account?.id ?? '', { ...live, properties: { ...(live['properties'] as JsonObject), minimumTlsVersion: 'TLS1_1' } });
  });
}

function plantLeftovers(folder: string): void {
  inWorld(folder, 'world', longAgo, (send) => plantTables(send, 'rg-left', ['rt-one', 'rt-two'], { ...ourTags('dev'), 'atakora:project': 'shop' }));
}
