import { isJsonObject, type JsonObject } from '../../model/json.ts';
import { kindOf } from '../../resources/catalogue.ts';
import { textAt } from '../../resources/json-path.ts';
import type { ResourceKind } from '../../resources/resource-kind.ts';
import { compareBody } from './compare-body.ts';
import type { FindingOrigin } from './compare-applied.ts';

/** What is answered for one case of `drift --compare`. */
export type CompareAnswer =
  | { readonly id: string; readonly findings: readonly { readonly path: string; readonly origin: FindingOrigin }[] }
  | { readonly id: string; readonly error: { readonly code: string; readonly message: string } };

/** Compares one case `{ id, type, apiVersion, applied, live }`; a case that is none gets an error for an answer. */
export function answerCompareCase(given: JsonObject): CompareAnswer {
  const id = textAt(given, 'id', '');
  const { applied, live } = given;
  if (!isJsonObject(applied) || !isJsonObject(live)) {
    return { id, error: { code: 'ATK1902', message: 'a case needs the objects "applied" and "live"' } };
  }
  const findings = compareBody({ applied, live, apiVersion: textAt(given, 'apiVersion', '') }, kindOfCase(textAt(given, 'type', '')));
  return { id, findings: findings.map(({ point, origin }) => ({ path: point.path, origin })) };
}

/** The kind of a type, or of the one child of that name: `Microsoft.Web/sites/config/appsettings`. */
function kindOfCase(type: string): ResourceKind | undefined {
  const found = kindOf(type);
  const at = type.lastIndexOf('/');
  if (found !== undefined || at < 0) {
    return found;
  }
  const name = type.slice(at + 1);
  const child = kindOf(type.slice(0, at), name);
  return child?.named?.toLowerCase() === name.toLowerCase() ? child : undefined;
}
