import { readdirSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { beginWizard } from '../ui/wizard/wizard-flow.ts';
import { wizardLines } from '../ui/wizard/wizard-lines.ts';
import { createQuestions } from '../ui/wizard/questions.ts';
import type { OpeningScene } from './command.ts';
import { globalFlags } from './command.ts';
import type { Opening } from './first-frame.ts';
import { proposedName } from './proposed-name.ts';
import { openDraftStore } from './wizard-draft.ts';

/** Files that answer questions, so that they have to be read before one is asked. */
const telling = /^(?:\.atakora|\.atakorarc.*|atakora\.(?:config\..+|json|gov\.json)|azure-arm\.json|package\.json|\.env.*)$/;

/**
 * The first picture of the wizard, before what reads projects and draws screens is loaded: its first question where nothing but the folder's
 * name answers it, else that the folder is looked at.
 */
export async function initOpening({ flags, options, platform, positionals, surface }: OpeningScene): Promise<Opening | undefined> {
  if (options.yes) return undefined;
  const folder = resolve(platform.cwd, options.cwd ?? '.', positionals[0] ?? '.');
  // Which earlier answers still are answers depends on templates and regions.
  if (isAnswered(flags) || namesIn(folder).some((name) => telling.test(name)) || openDraftStore(platform, folder).load() !== undefined) {
    return { lines: [surface.style('dim', `Looking at this folder${surface.glyphs.ellipsis}`)], takesKeys: true };
  }
  const project = proposedName(basename(folder));
  const questions = createQuestions({ detected: project === '' ? {} : { project }, regions: [], templates: [] });
  const { columns = 80, rows = 24 } = platform.stdout;
  const { above, below } = wizardLines(beginWizard(questions, {}), [], { surface: { ...surface, width: columns }, rows: Math.max(1, rows - 1) });
  return { lines: [...above, ...below], takesKeys: true };
}

/** True when flags answer questions: what is asked first then depends on them. */
function isAnswered(flags: OpeningScene['flags']): boolean {
  return Object.keys(flags).some((name) => globalFlags.every((flag) => flag.name !== name));
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
