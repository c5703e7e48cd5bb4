import { AtakoraError } from '../model/errors.ts';
import { plural } from '../ui/text/plural.ts';
import type { Answers } from '../ui/wizard/answers.ts';
import type { ProjectFound } from '../ui/wizard/question.ts';
import { createQuestions } from '../ui/wizard/questions.ts';
import { equivalentCommand, quoted } from '../ui/wizard/unasked.ts';
import type { CommandContext } from './command-context.ts';
import type { InitSecrets } from './init-secrets.ts';

/** What `init` has done. */
export interface InitDone {
  /** Paths relative to the project. */
  readonly written: readonly string[];
  readonly answers: Answers;
  readonly secrets: InitSecrets;
  /** What was there before. */
  readonly detected: Partial<Answers>;
  readonly project: ProjectFound | undefined;
}

/** Says what was written, the command that does the same, and what comes next. */
export function tellInit(context: CommandContext, folder: string, { answers, detected, project, secrets, written }: InitDone): void {
  const [folderGiven] = context.positionals;
  const where = folder === context.platform.cwd ? '' : ` -C ${quoted(folderGiven ?? folder)}`;
  const next = [`atakora plan --local${where}`, `atakora apply --local${where}`, ...(answers.state === 'azure-blob' && detected.state === undefined ? [`atakora state bootstrap${where}`] : []), ...secrets.later.map((name) => `atakora secrets set ${name}${where}`)];
  const command = equivalentCommand(createQuestions({ detected: {}, regions: [], templates: [], ...(project === undefined ? {} : { project }) }), answers, project === undefined ? {} : detected);
  const again = folderGiven === undefined ? command : command.replace('atakora init', () => `atakora init ${quoted(folderGiven)}`);
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
export async function offerPlan(context: CommandContext, folder: string): Promise<number> {
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
