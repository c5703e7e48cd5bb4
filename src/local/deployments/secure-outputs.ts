import { camelName } from '../../arm/deployment-properties.ts';
import type { EvaluatedOutput } from '../../arm/outputs.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import type { Database } from '../world/database.ts';
import type { DeploymentHead } from '../world/deployment-store.ts';
import { deploymentProperties } from '../world/deployment-store.ts';

/**
 * Keeps the outputs of a nested deployment for the template around it, when a value among them is secret: the view of a deployment
 * never has those. They go when the deployment around it ends.
 */
export function keepSecureOutputs(db: Database, head: DeploymentHead, outputs: Readonly<Record<string, EvaluatedOutput>>): void {
  db.run('delete from secure_outputs where deployment = ?', head.key);
  if (head.parent === undefined || !Object.values(outputs).some(({ secure }) => secure)) return;
  const values = Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [camelName(name), value]));
  db.run('insert into secure_outputs (deployment, parent, outputs) values (?, ?, ?)', head.key, head.parent.key, JSON.stringify(values));
}

/** Forgets what the nested deployments of one that ended have kept. */
export function forgetSecureOutputs(db: Database, parentKey: string): void {
  db.run('delete from secure_outputs where parent = ?', parentKey);
}

/**
 * What `listOutputsWithSecureValues` answers: the values of all outputs by name. Undefined when no such deployment has ended.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/bicep/outputs#secure-outputs
 */
export function outputsWithSecureValues(db: Database, key: string): JsonObject | undefined {
  const row = db.get('select outputs from secure_outputs where deployment = ?', key);
  if (row !== undefined) return JSON.parse(String(row['outputs'])) as JsonObject;
  const { ended } = deploymentProperties(db, key);
  const shown = ended['outputs'];
  if (!isJsonObject(shown)) return undefined;
  return Object.fromEntries(Object.entries(shown).flatMap(([name, output]): [string, Json][] => (isJsonObject(output) && output['value'] !== undefined ? [[name, output['value']]] : [])));
}
