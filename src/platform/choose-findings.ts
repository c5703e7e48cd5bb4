import type { CleanupReport, Finding } from '../model/cleanup.ts';
import { AtakoraError } from '../model/errors.ts';
import { cleanupVerdict } from '../ui/plain/cleanup-text.ts';
import type { CleanupScene } from './look-for-leftovers.ts';

/**
 * Which findings go: all of them with `--yes`, else those that are picked, once the question is answered with yes. A protected
 * environment, `prod`, and every loss of data want the environment's name typed; `--yes` suffices unless the environment is protected.
 * @throws AtakoraError `ATK1003` when there is nobody to ask, `ATK1504` when a protected environment cannot ask, `ATK1006` at Ctrl-C.
 */
export async function chooseFindings({ context, session }: CleanupScene, report: CleanupReport): Promise<readonly Finding[]> {
  const { options, output } = context;
  const { facts } = session;
  const isGuarded = facts.protected || (facts.name === 'prod' && !facts.twin);
  if (isGuarded && (options.yes || !options.interactive)) {
    throw new AtakoraError('ATK1504', `environment "${facts.name}" is protected: --yes is not enough`);
  }
  if (!options.yes && !options.interactive) {
    throw new AtakoraError('ATK1003', `cannot ask what of it to remove without a terminal: ${cleanupVerdict(report)}`, { hint: 'Give --yes to remove all of it, --kind for a part, or --dry-run to look only.' });
  }
  const chosen = options.yes ? report.findings : await output.pick({ text: 'What is to be removed?', report });
  if (chosen.length === 0) return [];
  const losing = chosen.filter(({ losesData }) => losesData === true);
  const wantsWord = isGuarded || losing.length > 0;
  const agreed = await output.host.confirm({
    text: `Remove ${chosen.length === 1 ? 'this finding' : `these ${chosen.length} findings`} of ${facts.key}?`,
    ...(wantsWord ? { word: facts.name } : {}),
    ...(losing.length === 0 ? {} : { danger: [`What ${losing.length === 1 ? `${losing[0]?.name ?? ''} stores is` : `${losing.length} of them store is`} lost for good: ${losing.slice(0, 5).map(({ name }) => name).join(', ')}${losing.length > 5 ? ` and ${losing.length - 5} more` : ''}`] }),
    fallback: false,
  });
  return agreed ? chosen : [];
}
