import type { Json, JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import type { WhatIfReport } from '../../model/what-if.ts';

/** One property of a forecast, at the end of its path. */
export interface WhatIfLeaf {
  /** Dotted, array elements by index: `properties.subnets.0.name`. */
  readonly path: string;
  readonly kind: 'Create' | 'Delete' | 'Modify' | 'NoEffect';
  readonly before?: Json;
  readonly after?: Json;
}

/** One resource of a forecast. */
export interface WhatIfChange {
  readonly id: string;
  /** `Create`, `Delete`, `Deploy`, `Ignore`, `Modify`, `NoChange`, `Unsupported`; what is new to us stays as it is. */
  readonly changeType: string;
  readonly unsupportedReason?: string;
  readonly before?: JsonObject;
  readonly after?: JsonObject;
  readonly leaves: readonly WhatIfLeaf[];
}

export interface WhatIfAnswer {
  readonly changes: readonly WhatIfChange[];
  /** What may or may not happen. */
  readonly potentialChanges: readonly WhatIfChange[];
  readonly remarks: WhatIfReport['remarks'];
}

/**
 * Reads the result of a what-if operation as it came over the wire; unknown parts are left out.
 * @see https://learn.microsoft.com/rest/api/resources/deployments/what-if
 */
export function parseWhatIf(body: Json | undefined): WhatIfAnswer {
  const root = isJsonObject(body) ? body : {};
  const result = isJsonObject(root['properties']) ? root['properties'] : root;
  return {
    changes: objectsAt(result, 'changes').flatMap(changeOf),
    potentialChanges: objectsAt(result, 'potentialChanges').flatMap(changeOf),
    remarks: objectsAt(result, 'diagnostics').map(remarkOf),
  };
}

function objectsAt(node: JsonObject, key: string): readonly JsonObject[] {
  const list = node[key];
  return Array.isArray(list) ? (list as readonly Json[]).filter(isJsonObject) : [];
}

function changeOf(row: JsonObject): readonly WhatIfChange[] {
  const { resourceId: id, changeType, unsupportedReason, before, after } = row;
  if (typeof id !== 'string' || typeof changeType !== 'string') return [];
  return [
    {
      id,
      changeType,
      ...(typeof unsupportedReason === 'string' ? { unsupportedReason } : {}),
      ...(isJsonObject(before) ? { before } : {}),
      ...(isJsonObject(after) ? { after } : {}),
      leaves: objectsAt(row, 'delta').flatMap((entry) => leavesOf(entry, '')),
    },
  ];
}

/** Arrays and objects tell their parts as children, with paths of their own. */
function leavesOf(entry: JsonObject, above: string): readonly WhatIfLeaf[] {
  const own = String(entry['path'] ?? '');
  const path = above === '' ? own : own === '' ? above : `${above}.${own}`;
  const children = objectsAt(entry, 'children');
  if (children.length > 0) return children.flatMap((child) => leavesOf(child, path));
  const { before, after } = entry;
  return [{ path, kind: kindOf(entry['propertyChangeType']), ...(before === undefined || before === null ? {} : { before }), ...(after === undefined || after === null ? {} : { after }) }];
}

function kindOf(type: Json | undefined): WhatIfLeaf['kind'] {
  return type === 'Create' || type === 'Delete' || type === 'NoEffect' ? type : 'Modify';
}

const levels: Readonly<Record<string, 'error' | 'warning' | 'info'>> = { error: 'error', warning: 'warning' };

function remarkOf({ level, code, message, target }: JsonObject): WhatIfReport['remarks'][number] {
  return { level: levels[String(level).toLowerCase()] ?? 'info', code: String(code ?? ''), message: String(message ?? ''), ...(typeof target === 'string' && target !== '' ? { target } : {}) };
}
