import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parse } from 'jsonc-parser';
import type { DeploymentScope } from '../../src/arm/deployment-input.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { isJsonObject } from '../../src/model/json.ts';

export interface FoundTemplate {
  /** Path below the folder that was searched. */
  readonly path: string;
  readonly json: JsonObject;
  readonly scope: DeploymentScope['kind'];
}

/** ARM templates below a folder, known by their `$schema`, in the order of their paths. */
export function* findTemplates(folder: string): Generator<FoundTemplate> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  for (const file of files) {
    const json = parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''), [], { allowTrailingComma: true }) as unknown;
    const scope = isJsonObject(json) ? scopeOf(json) : undefined;
    if (scope !== undefined) yield { path: relative(folder, file), json: json as JsonObject, scope };
  }
}

/** The scope that a template's schema says it is for. @see https://learn.microsoft.com/azure/azure-resource-manager/templates/syntax */
function scopeOf(json: JsonObject): DeploymentScope['kind'] | undefined {
  const schema = String(json['$schema'] ?? '').toLowerCase();
  if (/\/deploymenttemplate\.json#?$/.test(schema)) return 'resourceGroup';
  if (/\/subscriptiondeploymenttemplate\.json#?$/.test(schema)) return 'subscription';
  if (/\/managementgroupdeploymenttemplate\.json#?$/.test(schema)) return 'managementGroup';
  return /\/tenantdeploymenttemplate\.json#?$/.test(schema) ? 'tenant' : undefined;
}
