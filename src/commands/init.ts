import { existsSync, readdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { AtakoraError } from '../model/errors.ts';
import type { Command } from '../platform/command.ts';
import type { CommandContext } from '../platform/command-context.ts';
import { collectAnswers } from '../platform/collect-answers.ts';
import { detectAnswers } from '../platform/detect-answers.ts';
import { findGen1 } from '../platform/gen1-project.ts';
import { backendFile, plannedFiles, readExisting, readTemplates } from '../platform/init-files.ts';
import type { InitSecrets } from '../platform/init-secrets.ts';
import { keepSecrets, takeSecrets, templateSecrets } from '../platform/init-secrets.ts';
import { openInitSettings } from '../platform/init-settings.ts';
import { paragraph } from '../platform/state-text.ts';
import { openDraftStore } from '../platform/wizard-draft.ts';
import { writeFiles } from '../platform/write-files.ts';
import { plural } from '../ui/text/plural.ts';
import type { Answers, PlannedFile } from '../ui/wizard/answers.ts';
import type { TemplateSecret } from '../ui/wizard/question.ts';
import { createQuestions } from '../ui/wizard/questions.ts';
import { equivalentCommand } from '../ui/wizard/unasked.ts';

export const init: Command = {
  name: 'init',
  summary: 'start a project, or change one',
  description: 'Asks in the terminal, shows the files that it would write, and writes them. Every answer has a flag; --yes takes the defaults for the rest. What exists is kept.',
  arguments: [{ name: 'DIR', required: false, summary: 'folder of the project; made when it does not exist' }],
  flags: [
    { name: 'name', type: 'string', value: 'NAME', summary: 'name of the project' },
    { name: 'organization', type: 'string', value: 'NAME', summary: 'organization; becomes a tag' },
    { name: 'template', type: 'string', value: 'NAME', summary: 'feedback-api, uploads or existing-template' },
    { name: 'location', type: 'string', value: 'REGION', summary: 'Azure region, such as westeurope' },
    { name: 'subscription', type: 'string', value: 'ID', summary: 'Azure subscription; without one the project runs on the local Azure' },
    { name: 'tenant', type: 'string', value: 'ID', summary: 'Microsoft Entra tenant' },
    { name: 'environments', type: 'string', value: 'LIST', summary: 'environments, separated by commas' },
    { name: 'default-env', type: 'string', value: 'NAME', summary: 'environment that is meant when none is named' },
    { name: 'set', type: 'string', multiple: true, value: 'ENV.SETTING=VALUE', summary: 'a setting of an environment, such as prod.cosmos.maxThroughput=8000; written to the configuration' },
    { name: 'secret', type: 'string', multiple: true, value: 'NAME=FATE', summary: 'what becomes of a secret of the template: generate, enter (asked) or later; never a value, which secrets import brings' },
    { name: 'state', type: 'string', value: 'WHERE', summary: 'where the state is kept: azure-blob or local; needs a subscription' },
    { name: 'answers', type: 'string', value: 'FILE', summary: 'answers in a JSON file, by the names of the questions; flags win' },
    { name: 'tags', type: 'string', value: 'LIST', summary: 'tags, as owner=anna,costCenter=42' },
  ],
  json: 'document',
  examples: ['atakora init', 'atakora init shop --yes', 'atakora init shop --template uploads --location northeurope --environments dev,prod --yes', 'atakora init --set prod.storage.sku=Standard_GZRS --yes'],
  run: async (context) => {
    const folder = resolve(context.platform.cwd, context.options.cwd ?? '.', context.positionals[0] ?? '.');
    const templates = readTemplates(context.platform.packageFolder);
    const existing = readExisting(folder, templates);
    await refuseTrackedFiles(folder);
    const older = findGen1(existing);
    if (older !== undefined) context.output.text(paragraph(context, older.notice));
    const settings = await openInitSettings(folder, context.platform, existing, context.flags['set'] !== undefined);
    const hasBackend = existing.has(backendFile);
    const secretsOf = (template: string): readonly TemplateSecret[] => (hasBackend ? [] : templates.filter(({ name }) => name === template).flatMap(templateSecrets));
    const detected = { ...detectAnswers(basename(folder), older === undefined ? existing : new Map()), ...older?.answers };
    const freshId = context.platform.ids.uuid();
    const drafts = openDraftStore(context.platform, folder);
    const files = (given: Answers): readonly PlannedFile[] => [...plannedFiles(given, templates, existing, freshId), ...(settings?.planned(given) ?? [])];
    const questions = { templates, secrets: secretsOf, ...(settings === undefined ? {} : { settings: settings.matrix }) };
    const answers = await collectAnswers({ context, drafts, detected, questions, files });
    if (answers === 'cancelled') {
      throw new AtakoraError('ATK1006', 'cancelled; nothing was written');
    }
    const declared = secretsOf(answers.template);
    const values = await takeSecrets(context, folder, answers, declared);
    const planned = files(answers);
    writeFiles(folder, planned);
    await settings?.check(answers);
    const secrets = await keepSecrets(folder, answers, values, declared);
    drafts.forget();
    tell(context, folder, { written: planned.map((file) => file.path), answers, secrets });
    return context.options.interactive && !context.options.yes ? offerPlan(context, folder) : 0;
  },
};

/** Git must not have the files that will hold secrets: a line in .gitignore says nothing of what is tracked. @throws AtakoraError `ATK2207` */
async function refuseTrackedFiles(folder: string): Promise<void> {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => /^\.env(?:\.|$)/.test(name) && !/\.(?:example|sample|template)$/.test(name)) : [];
  if (names.length === 0) return;
  const { refuseTracked } = await import('../secrets/git-guard.ts');
  for (const name of names) await refuseTracked(join(folder, name));
}

interface Done {
  readonly written: readonly string[];
  readonly answers: Answers;
  readonly secrets: InitSecrets;
}

function tell(context: CommandContext, folder: string, { answers, secrets, written }: Done): void {
  const where = folder === context.platform.cwd ? '' : ` -C ${context.positionals[0] ?? folder}`;
  const next = [`atakora plan --local${where}`, `atakora apply --local${where}`, ...(answers.state === 'azure-blob' ? [`atakora state bootstrap${where}`] : []), ...secrets.later.map((name) => `atakora secrets set ${name}${where}`)];
  const [folderGiven] = context.positionals;
  const command = equivalentCommand(createQuestions({ detected: {}, regions: [], templates: [] }), answers);
  const again = folderGiven === undefined ? command : command.replace('atakora init', `atakora init ${folderGiven}`);
  context.output.document({ folder, written, next, command: again, secrets: { ...secrets } }, () => {
    const files = written.map((path) => `  ${path}\n`).join('');
    return `${written.length === 0 ? 'Nothing to write: the project is as answered.' : `Wrote ${plural(written.length, 'file')} in ${folder}:`}\n${files}${secretLines(secrets)}${context.options.yes ? '' : `\nThe same without questions:\n  ${again}\n`}\nNext:\n${next.map((line) => `  ${line}\n`).join('')}`;
  });
}

function secretLines({ kept, later, written }: InitSecrets): string {
  const line = (names: readonly string[], what: string): string => (names.length === 0 ? '' : `  ${names.join(', ')}: ${what}\n`);
  const lines = [line(written, 'in .env, for this machine only; git ignores it'), line(kept, 'in .env already, which stays'), line(later, 'left for later')].join('');
  return lines === '' ? '' : `Secrets:\n${lines}`;
}

/** Asks, and runs the plan in this process. Ends as the plan does. */
async function offerPlan(context: CommandContext, folder: string): Promise<number> {
  const { cwd, stdin, stdout } = context.platform;
  const { askByLines, askYesOrNo } = await import('../ui/plain/line-asker.ts');
  const terminal = { stdin: stdin as NodeJS.ReadStream, stdout: stdout as NodeJS.WriteStream, signal: context.signal };
  stdout.write('\n');
  const wanted = await askByLines(terminal, (asker) => askYesOrNo(asker, 'Run atakora plan --local now?', true));
  if (context.signal.aborted) {
    throw new AtakoraError('ATK1006', 'left at the offer of a plan; the project is written');
  }
  if (wanted !== true) {
    return 0;
  }
  const { ascii, color, screenReader, verbosity } = context.options;
  const flags = Object.entries({ ascii, 'screen-reader': screenReader, 'no-color': !color, quiet: verbosity === 'quiet', verbose: verbosity === 'verbose' }).flatMap(([flag, isGiven]) => (isGiven ? [`--${flag}`] : []));
  return context.runNext(['plan', '--local', ...(folder === cwd ? [] : ['-C', folder]), ...flags]);
}
