import { knownEnvironments } from '../engine/load/environment-target.ts';
import { canonicalJson } from '../model/canonical-json.ts';
import type { EnvironmentReport, EnvironmentValue } from '../model/environment-report.ts';
import type { Json } from '../model/json.ts';
import { isJsonObject } from '../model/json.ts';
import type { SettingCell, SettingRow } from '../ui/browsers/environments/setting-row.ts';
import { settingsBrowser } from '../ui/browsers/environments/settings-browser.ts';
import { originText, valueText } from '../ui/plain/environment-text.ts';
import { browse } from './browse.ts';
import type { CommandContext } from './command-context.ts';
import { configuredLayers } from './environment-layers.ts';
import { reportEnvironment, tryDefinition } from './environment-report.ts';
import type { OpenedProject } from './project-session.ts';
import { openFiles } from './project-session.ts';
import { settingField } from './setting-fields.ts';
import { settingsMatrix } from './settings-matrix.ts';
import { withoutEnvironment } from './without-environment.ts';

const inManifest = 'the manifest has it; e opens the line there';

/** `env compare` without names: the settings of all environments as a table whose cells can be changed. */
export async function browseSettings(context: CommandContext): Promise<number> {
  let project = await openFiles(context);
  let rows: readonly SettingRow[] = [];
  const writable = Object.keys(project.loaded.manifest.environments ?? {});
  const browser = settingsBrowser({
    project: project.loaded.project.name,
    environments: environmentsOf(project),
    writable,
    check: (environment, path, text) => settingsMatrix(writable, configuredLayers(project)).checkAll([`${environment}.${path}=${text}`]),
  });
  return browse(withoutEnvironment(context), {
    browser,
    prepare: async () => {
      project = await openFiles(context);
      const definition = await tryDefinition(context, project);
      rows = settingRows(environmentsOf(project).map((environment) => reportEnvironment(project, { environment, twin: context.options.local, from: 'flag' }, definition)));
    },
    load: () => Promise.resolve(rows),
  });
}

function environmentsOf({ configuration, loaded }: OpenedProject): readonly string[] {
  return knownEnvironments(loaded.manifest, Object.keys(configuration.configuration.environments ?? {}));
}

/** Where they are, then their settings, then what backends decide: a row for each path that any of them has. */
export function settingRows(reports: readonly EnvironmentReport[]): readonly SettingRow[] {
  const backends = [...new Set(reports.flatMap((report) => report.backends.map(({ name }) => name)))];
  return [
    ...rowsOf(reports, ({ target }) => target, () => ({ group: 'Where it is', fixed: inManifest })),
    ...rowsOf(reports, ({ settings }) => settings, settingFacts),
    ...backends.flatMap((backend) => {
      const decided = (report: EnvironmentReport): readonly EnvironmentValue[] => report.backends.find(({ name }) => name === backend)?.settings ?? [];
      return rowsOf(reports, decided, () => ({ group: `Decided by backend ${backend}`, fixed: 'the code decides it; e opens the line' }), `${backend}: `);
    }),
  ];
}

function settingFacts(path: string): Pick<SettingRow, 'group' | 'choices' | 'fixed'> {
  const field = settingField(path);
  const group = path.includes('.') ? (path.split('.')[0] ?? '') : 'other';
  return field === undefined ? { group, fixed: 'it is no single setting; e opens the line' } : { group, ...(field.values === undefined ? {} : { choices: field.values }) };
}

function rowsOf(reports: readonly EnvironmentReport[], valuesOf: (report: EnvironmentReport) => readonly EnvironmentValue[], factsOf: (path: string) => Pick<SettingRow, 'group' | 'choices' | 'fixed'>, prefix = ''): readonly SettingRow[] {
  const found = reports.map((report) => ({ name: report.name, values: new Map(valuesOf(report).map((value) => [value.path, value])) }));
  const paths = [...new Set(found.flatMap(({ values }) => [...values.keys()]))];
  return paths.map((path) => {
    const cells = new Map(found.flatMap(({ name, values }) => {
      const value = values.get(path);
      return value === undefined ? [] : [[name, cellOf(value)] as const];
    }));
    const different = new Set(found.map(({ values }) => canonicalJson([values.get(path)?.value ?? null])));
    return { path: `${prefix}${path}`, cells, differs: different.size > 1, ...factsOf(path) };
  });
}

function cellOf(value: EnvironmentValue): SettingCell {
  return { text: valueText(value.value), typed: typedText(value.value), origin: originText(value), ...(value.location === undefined ? {} : { location: value.location }) };
}

/** As `init --set` takes it. */
function typedText(value: Json): string {
  if (value === null) return '';
  if (Array.isArray(value)) return value.map(String).join(',');
  return isJsonObject(value) ? JSON.stringify(value) : String(value);
}
