import { builtInEnvironments } from '../define/built-in-environments.ts';
import { knownEnvironments, refuseUnknown } from '../engine/load/environment-target.ts';
import { manifestFile } from '../engine/load/manifest.ts';
import { AtakoraError } from '../model/errors.ts';
import type { CommandContext } from '../platform/command-context.ts';
import { confirmChange } from '../platform/confirm-change.ts';
import { removeFromConfiguration } from '../platform/edit-configuration.ts';
import { clearChoice, readChoice } from '../platform/environment-choice.ts';
import { whyNeeded } from '../platform/environment-removal.ts';
import type { OpenedProject } from '../platform/project-session.ts';
import { openFiles } from '../platform/project-session.ts';
import { paragraph } from '../platform/state-text.ts';
import { removeManifestField } from '../platform/write-manifest.ts';

/**
 * Takes an environment out of manifest and configuration after a question. What is in Azure is never touched, which is why there must be nothing.
 * @throws AtakoraError `ATK1004` for one that does not exist; `ATK1109` while it is the default, its state or its twin's holds resources,
 * or another environment extends it; what reading the state throws, since nobody then knows what it holds.
 */
export async function removeEnvironment(context: CommandContext): Promise<number> {
  const [, name = ''] = context.positionals;
  const project = await openFiles(context);
  refuseUnknown({ environment: name, from: 'flag' }, knownEnvironments(project.loaded.manifest, configuredIn(project)));
  await refuseNeeded(context, project, name);
  const isProtected = project.loaded.manifest.environments?.[name]?.protected === true;
  await confirmChange(context, { text: `Remove the environment ${name} from manifest and configuration?`, ...(isProtected ? { word: name } : {}) });
  const file = await removeFromConfiguration(context, project, name);
  const inManifest = await removeManifestField(project.folder, ['environments', name]);
  const forgotten = readChoice(project.folder)?.split('@')[0] === name ? clearChoice(project.folder) : undefined;
  const written = [...(inManifest ? [manifestFile] : []), ...(file === undefined ? [] : [file])];
  const still = Object.hasOwn(builtInEnvironments, name) ? ' It is built in: commands still know it, with the settings that come with it.' : '';
  context.output.document({ removed: name, written, ...(forgotten === undefined ? {} : { forgotten }) }, () =>
    paragraph(context, `Removed ${name} from ${written.join(' and ')}.${still}${forgotten === undefined ? '' : ' It was what `env use` chose: that is forgotten.'}`),
  );
  return 0;
}

function configuredIn({ configuration }: OpenedProject): readonly string[] {
  return Object.keys(configuration.configuration.environments ?? {});
}

async function refuseNeeded(context: CommandContext, project: OpenedProject, name: string): Promise<void> {
  const { configuration, loaded } = project;
  const environments = configuration.configuration.environments ?? {};
  const refuse = (why: string, hint: string): AtakoraError => new AtakoraError('ATK1109', `${name} cannot be removed: ${why}`, { hint });
  if (!Object.hasOwn(loaded.manifest.environments ?? {}, name) && !Object.hasOwn(environments, name)) {
    throw refuse('it is built in, and neither manifest nor configuration names it', 'There is nothing to remove.');
  }
  const needed = await whyNeeded(context, project, name, { defaultEnvironment: loaded.manifest.environment ?? 'dev', removed: [name] });
  if (needed !== undefined) throw needed;
}
