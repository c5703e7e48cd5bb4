import type { DeploymentInput, SuppliedParameter } from '../arm/deployment-input.ts';
import { inspectExpressions } from '../arm/inspect-expressions.ts';
import type { Finding, Inspected } from '../arm/inspect-template.ts';
import { inspectDeployment } from '../arm/inspect-template.ts';
import { checkLimits } from '../arm/limits.ts';
import { declaredParameters, missingParameters } from '../arm/required-parameters.ts';
import { ArmTemplateError } from '../arm/template-error.ts';
import type { Template } from '../arm/template-structure.ts';
import { readTemplate } from '../arm/template-structure.ts';
import { resourceTypes } from '../azure/resource-types.ts';
import { diagnostic } from '../model/diagnostic.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { isJsonObject } from '../model/json.ts';
import type { SourceLocation } from '../model/source-location.ts';
import type { CommandContext } from './command-context.ts';
import { textFlag } from './command-context.ts';
import { showFindings } from './show-findings.ts';
import { checkResourceTypes } from './check-resource-types.ts';
import { scopeOfFlags, surroundingsOfFlags } from './evaluation-scope.ts';
import type { ParameterFile } from './parameter-file.ts';
import { parameterMismatch, readParameterFile } from './parameter-file.ts';
import type { JsonFile } from './template-file.ts';
import { locationsIn, readJsonFile } from './template-file.ts';

/** Nobody reads more of them at once; errors come first. */
const shownFindings = 200;

/**
 * Checks one ARM template, whoever wrote it, against the template language, Azure's limits and what is known of types and
 * api versions.
 * Parameters that nobody gave are unknown, and what depends on them is not looked at. Returns the exit code.
 */
export function validateTemplate(context: CommandContext, file: string): number {
  const template = readJsonFile(context, file);
  const parameterFile = textFlag(context, 'parameters');
  const given = parameterFile === undefined ? undefined : readParameterFile(context, parameterFile);
  const { findings: all, resources } = inspect(context, template, given);
  const findings = [...all.filter(({ severity }) => severity === 'error'), ...all.filter(({ severity }) => severity !== 'error')].slice(0, shownFindings);
  const locate = locationsIn(template);
  const shown = findings.map((finding) => diagnosticOf(finding, locate));
  const errors = all.filter(({ severity }) => severity === 'error').length;
  const printed = showFindings(context, shown).map((one, i) => detailed(one as JsonObject, findings[i], shown[i]));
  const more = all.length - findings.length;
  const document: Json = { valid: errors === 0, template: file, resources, findings: printed, ...(more === 0 ? {} : { notShown: more }) };
  context.output.document(document, () => `${more === 0 ? '' : `${more} more findings are not shown.\n`}${errors === 0 ? 'Valid' : `Not valid: ${errors} ${errors === 1 ? 'error' : 'errors'}`}: ${resources} ${resources === 1 ? 'resource' : 'resources'} in ${file}.\n`);
  return errors === 0 ? 0 : 1;
}

function inspect(context: CommandContext, template: JsonFile, given: ParameterFile | undefined): { readonly findings: readonly Finding[]; readonly resources: number } {
  const findings: Finding[] = checkLimits(template.json).map(({ code, summary }) => ({ severity: 'error', code, message: summary, path: '' }));
  const report = (finding: Finding): void => void findings.push(finding);
  if (isJsonObject(template.json)) inspectExpressions(template.json, '', report);
  const read = attempt(report, () => readTemplate(template.json));
  const declared = read === undefined ? undefined : attempt(report, () => declaredParameters(read));
  if (read === undefined || declared === undefined) return { findings, resources: 0 };
  const names = declared.map(({ name }) => name);
  const missing = missingParameters(declared, given?.parameters ?? {});
  const mismatch = given === undefined ? undefined : parameterMismatch(template, missing, names, given);
  if (mismatch !== undefined) throw mismatch;
  const unknown = missing.map(({ name }): [string, SuppliedParameter] => [name, { reference: {} }]);
  const inspected = attempt(report, () => inspectDeployment(inputOf(context, template, { ...given?.parameters, ...Object.fromEntries(unknown) }, given?.externalInputs ?? {})));
  if (inspected === undefined) return { findings, resources: countOf(read) };
  findings.push(...newOnes(inspected, findings, missing.length > 0), ...checkResourceTypes(inspected.resources, resourceTypes(context.platform.clock.now())));
  return { findings, resources: inspected.resources.length };
}

function inputOf(context: CommandContext, template: JsonFile, parameters: Readonly<Record<string, SuppliedParameter>>, externalInputs: Readonly<Record<string, Json>>): DeploymentInput {
  const scope = scopeOfFlags(context, template.json);
  const surroundings = surroundingsOfFlags(context, scope);
  return { ...surroundings, context: { ...surroundings.context, externalInputs }, scope, template: template.json, parameters };
}

function attempt<T>(report: (finding: Finding) => void, work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof ArmTemplateError)) throw error;
    report({ severity: 'error', code: error.code, message: error.message, path: error.path ?? '' });
    return undefined;
  }
}

function countOf({ resources }: Template): number {
  return Object.keys(resources).length;
}

/** Without what the expressions already said of the same place, and without loops whose count depends on a parameter nobody gave. */
function newOnes({ findings }: Inspected, before: readonly Finding[], isOpen: boolean): readonly Finding[] {
  const told = new Set(before.map(({ path }) => path));
  return findings.filter(({ code, path }) => !told.has(path) && !(isOpen && code === 'ATK2007'));
}

function diagnosticOf({ severity, code, message, path }: Finding, locate: (path: string) => SourceLocation): Diagnostic {
  const summary = path === '' || message.includes(`'${path}'`) ? message : `${message} (${path})`;
  return diagnostic(severity, code, summary, { location: locate(path) });
}

function detailed(printed: JsonObject, finding: Finding | undefined, shown: Diagnostic | undefined): JsonObject {
  const { line, column } = shown?.location ?? {};
  return { ...printed, path: finding?.path ?? '', ...(line === undefined ? {} : { line }), ...(column === undefined ? {} : { column }) };
}
