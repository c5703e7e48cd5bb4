import { nearest } from '../define/nearest.ts';
import { regionNames } from '../define/region-names.ts';
import { knownEnvironments, refuseUnknown } from '../engine/load/environment-target.ts';
import { manifestFile } from '../engine/load/manifest.ts';
import { environmentName, environmentNameForm } from '../model/environment-name.ts';
import { AtakoraError } from '../model/errors.ts';
import type { JsonObject } from '../model/json.ts';
import type { CommandContext } from '../platform/command-context.ts';
import { textFlag } from '../platform/command-context.ts';
import { extendInConfiguration } from '../platform/edit-configuration.ts';
import type { OpenedProject } from '../platform/project-session.ts';
import { openFiles } from '../platform/project-session.ts';
import { paragraph } from '../platform/state-text.ts';
import { addManifestField } from '../platform/write-manifest.ts';
import { plainRegion } from '../resources/region-names.ts';

/**
 * Adds an environment: its place to the manifest, and what it extends to the configuration.
 * @throws AtakoraError `ATK1002` for a name or value that cannot be one, `ATK1108` when the project has it already, `ATK1004` for an unknown
 * base, `ATK1110` for a configuration that has to be edited by hand.
 */
export async function addEnvironment(context: CommandContext): Promise<number> {
  const [, name = ''] = context.positionals;
  if (!environmentName.test(name)) {
    throw new AtakoraError('ATK1002', `"${name}" cannot be the name of an environment`, { hint: `It must be ${environmentNameForm}, a letter first. Twins (NAME@local) are there by themselves.` });
  }
  const fields = fieldsOf(context);
  const project = await openFiles(context);
  const base = textFlag(context, 'extends');
  refuseRepeated(project, name, base);
  if (base !== undefined) {
    refuseUnknown({ environment: base, from: 'flag' }, knownEnvironments(project.loaded.manifest, configuredIn(project)));
  }
  const file = base === undefined ? undefined : await extendInConfiguration(context, project, name, base);
  await addManifestField(project.folder, ['environments', name], fields);
  const written = [manifestFile, ...(file === undefined ? [] : [file])];
  const next = [`atakora env show ${name}`, `atakora plan --env ${name}`];
  context.output.document({ added: name, environment: fields, ...(base === undefined ? {} : { extends: base }), written, next }, () => {
    const lines = next.map((command) => `  ${command}\n`).join('');
    return `${paragraph(context, `Added ${name}${base === undefined ? '' : `, which extends ${base}`}, in ${written.join(' and ')}.`)}\nNext:\n${lines}`;
  });
  return 0;
}

function configuredIn({ configuration }: OpenedProject): readonly string[] {
  return Object.keys(configuration.configuration.environments ?? {});
}

/** An environment of the configuration alone may get its place; what it extends stands there already. */
function refuseRepeated(project: OpenedProject, name: string, base: string | undefined): void {
  const { configuration, loaded } = project;
  if (Object.hasOwn(loaded.manifest.environments ?? {}, name)) {
    throw new AtakoraError('ATK1108', `the manifest has an environment "${name}" already`, { hint: `See \`atakora env show ${name}\`; change it in ${manifestFile}.`, location: { file: manifestFile } });
  }
  if (base !== undefined && configuredIn(project).includes(name)) {
    const location = configuration.locate?.(['environments', name]);
    throw new AtakoraError('ATK1108', `the configuration has an environment "${name}" already`, { hint: 'Leave out --extends to add its place to the manifest, or change there what it extends.', ...(location === undefined ? {} : { location }) });
  }
}

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const clouds = ['AzureCloud', 'AzureUSGovernment', 'AzureChinaCloud', 'local'] as const;

/** The fields of the manifest that flags give. @throws AtakoraError `ATK1002` naming every value that cannot be used. */
function fieldsOf(context: CommandContext): JsonObject {
  const given = (flag: string): string | undefined => textFlag(context, flag);
  const [location, group] = [given('location'), given('resource-group')];
  const region = location === undefined ? undefined : plainRegion(location);
  const existing = context.flags['existing-group'] === true;
  const problems = [
    ...(region === undefined || regionNames.some((known) => known.name === region) ? [] : [`--location ${location ?? ''} is not an Azure region${didYouMean(region, regionNames.map((known) => known.name))}`]),
    ...(['subscription', 'tenant'] as const).flatMap((flag) => (guid.test(given(flag) ?? '00000000-0000-0000-0000-000000000000') ? [] : [`--${flag} ${given(flag) ?? ''} is not an id`])),
    ...notOneOf('cloud', given('cloud'), clouds),
    ...notOneOf('state', given('state'), ['local']),
    ...(existing && group === undefined ? ['--existing-group needs --resource-group NAME'] : []),
  ];
  if (problems.length > 0) {
    throw new AtakoraError('ATK1002', problems.join('; '));
  }
  const fields: Readonly<Record<string, JsonObject[string] | undefined>> = {
    cloud: given('cloud'),
    tenantId: given('tenant'),
    subscriptionId: given('subscription'),
    location: region,
    resourceGroup: group === undefined ? undefined : { name: group, ...(existing ? { create: false } : {}) },
    state: given('state'),
    protected: context.flags['protected'] === true ? true : undefined,
  };
  return Object.fromEntries(Object.entries(fields).filter((field): field is [string, JsonObject[string]] => field[1] !== undefined));
}

function notOneOf(flag: string, value: string | undefined, known: readonly string[]): readonly string[] {
  return value === undefined || known.includes(value) ? [] : [`--${flag} ${value} is not one of ${known.join(', ')}${didYouMean(value, known)}`];
}

function didYouMean(value: string, known: readonly string[]): string {
  const near = nearest(value, known);
  return near === undefined ? '' : ` (did you mean ${near}?)`;
}
