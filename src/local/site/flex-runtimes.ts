import type { JsonObject } from '../../model/json.ts';
import { textOf } from '../services/subject.ts';

/**
 * Versions that Flex Consumption runs, written as its catalogue writes them; recorded 2025-09, with those announced for 2026.
 * @see https://learn.microsoft.com/azure/azure-functions/flex-consumption-plan#supported-language-stack-versions
 */
const versions: Readonly<Record<string, readonly string[]>> = {
  'dotnet-isolated': ['8.0', '9.0', '10.0'],
  node: ['20', '22', '24'],
  python: ['3.10', '3.11', '3.12', '3.13', '3.14'],
  java: ['11', '17', '21', '25'],
  powershell: ['7.4', '7.6'],
  custom: ['', '1.0'],
};

/** True for an app that was taken with a version that its host can never start with. */
export function hasUnknownRuntime(site: JsonObject): boolean {
  const runtime = 'properties.functionAppConfig.runtime';
  const known = versions[textOf(site, `${runtime}.name`) ?? ''];
  const version = textOf(site, `${runtime}.version`);
  return known !== undefined && version !== undefined && !known.includes(version);
}
