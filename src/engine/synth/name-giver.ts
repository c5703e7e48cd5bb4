import type { Address } from '../../model/address.ts';
import type { BackendDefinition } from '../../model/definition.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { diagnostic } from '../../model/diagnostic.ts';
import type { EnvironmentTarget } from '../../model/environment-settings.ts';
import type { SourceLocation } from '../../model/source-location.ts';
import type { Project } from '../../model/project.ts';
import type { NamingFunction } from '../../define/naming.ts';
import { checkName, computeName } from '../../define/naming.ts';
import type { ResourceKind } from '../../resources/resource-kind.ts';
import type { Pin } from '../ports.ts';

/** What names depend on. */
export interface NamingInput {
  readonly backend: BackendDefinition;
  readonly project: Project;
  readonly target: EnvironmentTarget;
  readonly pins: ReadonlyMap<string, Pin>;
  readonly naming: NamingFunction | undefined;
  readonly report: (finding: Diagnostic) => void;
}

/** Names of one backend; a name that Azure would refuse is reported. */
export interface NameGiver {
  nameFor(kind: ResourceKind, address: Address, purpose?: string): string;
  /** The given name itself. */
  checkedName(kind: ResourceKind, address: Address, name: string, location: SourceLocation): string;
  /** Generation of an address: that of its pin, else 1. */
  generationOf(address: Address): number;
}

/** Gives Azure names: a pin stays, then the definition's own name, then the user's naming function, then the computed one. Every name is checked before any call. */
export function nameGiver(input: NamingInput): NameGiver {
  const generationOf = (address: Address): number => input.pins.get(address)?.generation ?? 1;
  const checkedName: NameGiver['checkedName'] = (kind, address, name, location) => {
    const wrong = checkName(kind, name);
    if (wrong !== undefined) {
      input.report(diagnostic('error', 'ATK1313', `"${name}" cannot be the name of ${kind.title} ${address}: ${wrong}`, { address, location }));
    }
    return name;
  };
  return {
    generationOf,
    checkedName,
    nameFor: (kind, address, purpose) => {
      const name = pinned(input, address) ?? given(input, kind, address) ?? chosen(input, kind, address, purpose, generationOf(address));
      return checkedName(kind, address, name, input.backend.origin);
    },
  };
}

function pinned(input: NamingInput, address: Address): string | undefined {
  return input.pins.get(address)?.name?.split('/').at(-1);
}

function given(input: NamingInput, kind: ResourceKind, address: Address): string | undefined {
  const names = input.backend.options.names ?? {};
  const own = names[address] ?? names[address.slice(address.indexOf('/') + 1)];
  if (own !== undefined) {
    return own;
  }
  return kind.type === 'Microsoft.Resources/resourceGroups' ? input.target.resourceGroup.name : undefined;
}

function chosen(input: NamingInput, kind: ResourceKind, address: Address, purpose: string | undefined, generation: number): string {
  const { name: computed } = computeName(kind, {
    project: input.project.name,
    projectId: input.project.id,
    environment: input.target.name,
    subscriptionId: input.target.subscriptionId,
    location: input.target.location,
    backend: input.backend.name,
    ...(purpose === undefined ? {} : { purpose }),
    generation,
  });
  const facts = { type: kind.type, address, project: input.project.name, environment: input.target.name, location: input.target.location, computed };
  return input.naming?.(facts) ?? computed;
}
