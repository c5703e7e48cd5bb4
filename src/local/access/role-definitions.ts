import type { JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import collected from '../data/roles.json' with { type: 'json' };
import type { Database } from '../world/database.ts';
import type { Permission } from './action-match.ts';

/** A role that can be assigned. */
export interface RoleDefinition {
  /** GUID in lower case. */
  readonly name: string;
  readonly roleName: string;
  readonly custom: boolean;
  readonly permissions: readonly Permission[];
  /** Scopes at which a custom role can be assigned; `/` for built-in ones. */
  readonly assignableScopes: readonly string[];
}

const roleType = 'microsoft.authorization/roledefinitions';

/**
 * Roles that Azure brings along, by name. All have their id; the rights of rare ones are not kept, so that these grant nothing here.
 * @see https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
 */
export function builtInRoles(): readonly RoleDefinition[] {
  return [...builtIn().values()];
}

/** The role with that id, with or without its scope: built-in, or made in this world. */
export function findRole(db: Database, id: string): RoleDefinition | undefined {
  const name = id.slice(id.lastIndexOf('/') + 1).toLowerCase();
  const known = builtIn().get(name);
  if (known !== undefined) return known;
  const row = db.get("select key, sent from resources where type = ? and key like '%/' || ?", roleType, name);
  return row === undefined ? undefined : customRole(name, JSON.parse(String(row['sent'])) as JsonObject);
}

let cached: ReadonlyMap<string, RoleDefinition> | undefined;

function builtIn(): ReadonlyMap<string, RoleDefinition> {
  return (cached ??= new Map(collected.roles.map((line) => builtInRole(line)).map((role) => [role.name, role])));
}

/** A line is id, name, and four lists of patterns for each permission, divided by `|`. */
function builtInRole(line: string): RoleDefinition {
  const [name = '', roleName = '', ...lists] = line.split('|');
  const permissions: Permission[] = [];
  for (let i = 0; i + 3 < lists.length; i += 4) {
    const [actions, notActions, dataActions, notDataActions] = lists.slice(i, i + 4).map((list) => list.split(' ').filter((pattern) => pattern !== ''));
    permissions.push({ actions: actions ?? [], notActions: notActions ?? [], dataActions: dataActions ?? [], notDataActions: notDataActions ?? [] });
  }
  return { name, roleName, custom: false, permissions, assignableScopes: ['/'] };
}

function customRole(name: string, sent: JsonObject): RoleDefinition {
  const properties = isJsonObject(sent['properties']) ? sent['properties'] : {};
  const permissions = Array.isArray(properties['permissions']) ? properties['permissions'].filter(isJsonObject) : [];
  return {
    name,
    roleName: String(properties['roleName'] ?? ''),
    custom: true,
    permissions: permissions.map((permission) => ({
      actions: texts(permission['actions']),
      notActions: texts(permission['notActions']),
      dataActions: texts(permission['dataActions']),
      notDataActions: texts(permission['notDataActions']),
    })),
    assignableScopes: texts(properties['assignableScopes']),
  };
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}
