import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { atakora, keys, shows } from './project-terminal.ts';
import type { TerminalOptions, TerminalSession } from './terminal-session.ts';

const { down, enter } = keys;

/** A subscription that no sign-in of the test sees, so that its tenant is asked for. */
const subscriptionId = '44444444-4444-4444-8444-444444444444';
const tenantId = '99999999-9999-4999-8999-999999999999';

/** A step of the wizard: what is on its screen at every size, how it is answered, and what that makes of the manifest or the files. */
export interface WizardStep {
  readonly name: string;
  readonly question: string;
  /** Keys that answer it and lead on, in one burst. */
  readonly keys: string;
  /** What a paste leaves on the screen where text is taken; absent: pasting changes nothing that shows. */
  readonly field?: 'text' | 'filter' | 'cell';
}

/** Every question that a new project can be asked, in its order; each is answered by a burst that needs all of its keys in their order. */
export const wizardSteps: readonly WizardStep[] = [
  { name: 'project', question: 'What is the project called?', keys: `${keys.clear}Größe 日本${enter}`, field: 'text' },
  { name: 'organization', question: 'Which organization does it belong to?', keys: `Harbour Books${enter}`, field: 'text' },
  { name: 'template', question: 'What do you start from?', keys: `${down}${down}${keys.up}${enter}` },
  { name: 'region', question: 'Which region?', keys: `europe north${enter}`, field: 'filter' },
  { name: 'subscription', question: 'Which Azure subscription?', keys: `${subscriptionId}${enter}`, field: 'filter' },
  { name: 'tenant', question: 'Which tenant is it in?', keys: `${tenantId}${enter}`, field: 'text' },
  { name: 'environments', question: 'Which environments?', keys: `${down} ${down}${down} ${enter}` },
  { name: 'default environment', question: 'Which one is meant when none is named?', keys: `${down}${keys.up}${down}${enter}` },
  { name: 'settings', question: 'Which settings differ from the usual ones?', keys: `${down}${down}${down}77${enter}${enter}`, field: 'cell' },
  { name: 'state', question: 'Where is the state kept?', keys: `${down}${enter}` },
  { name: 'secrets', question: 'What becomes of the secrets?', keys: ` ${enter}` },
  { name: 'tags', question: 'Which tags shall every resource carry?', keys: `owner=Zoë, team=web\\, shop${enter}`, field: 'text' },
];

/** What the answers of all steps make of the manifest. */
export const answered = {
  project: 'Größe 日本',
  organization: 'Harbour Books',
  location: 'northeurope',
  subscriptionId,
  tenantId,
  environments: { dev: {}, qa: {} },
  environment: 'qa',
  state: 'local',
  owner: 'Zoë',
  team: 'web, shop',
} as const;

/** The wizard at a step, or at the review, with the steps before it answered. */
export async function openAtStep(name: string, folder: string, options: Partial<TerminalOptions> = {}): Promise<TerminalSession> {
  const terminal = atakora(folder, ['init'], options);
  for (const step of wizardSteps) {
    await terminal.until(step.question, shows(step.question));
    if (step.name === name) return terminal;
    await terminal.type(step.keys);
  }
  await terminal.until('the review', shows('nothing is written yet'));
  return terminal;
}

/** What drafts of a folder's wizard hold; empty when there are none. */
export function draftsOf(folder: string): string {
  try {
    const drafts = join(folder, '..', 'user-state/atakora/drafts');
    return readdirSync(drafts).map((name) => readFileSync(join(drafts, name), 'utf8')).join('\n');
  } catch {
    return '';
  }
}
