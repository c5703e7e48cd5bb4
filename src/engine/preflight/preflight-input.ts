import type { Address } from '../../model/address.ts';
import type { Change, Plan } from '../../model/plan.ts';
import type { AtakoraError } from '../../model/errors.ts';
import type { PreflightFinding } from '../../model/preflight.ts';
import type { SecretNeed } from '../../model/secret-need.ts';
import type { SynthesizedResource, Synthesis } from '../../model/synthesis.ts';
import type { ResourceKind } from '../../resources/resource-kind.ts';
import type { Azure, Clock } from '../ports.ts';
import type { AzureQuestions } from '../azure-questions.ts';

/** What is known of the declared secrets before a run. */
export interface SecretFacts {
  readonly needs: readonly SecretNeed[];
  /** Names of those for which somebody has brought a value, or which are made up. */
  readonly supplied: ReadonlySet<string>;
  /** A person will be asked for the others that are required. */
  readonly asks: boolean;
  /** Why a vault could not be asked. */
  readonly unchecked?: AtakoraError;
}

/** What all checks look at. */
export interface PreflightInput {
  readonly plan: Plan;
  /** Absent to destroy. */
  readonly synthesis?: Synthesis;
  readonly azure: Pick<Azure, 'subscriptionId' | 'read' | 'listGroup'>;
  readonly questions: AzureQuestions;
  readonly kindOf: (type: string, name?: string) => ResourceKind | undefined;
  readonly clock: Pick<Clock, 'monotonicMs'>;
  /** What the vaults lack, where the definition says what it needs of them. Absent: the templates are searched for references. */
  readonly secrets?: SecretFacts;
  /** Names of the secrets in a vault by its address. Absent: nobody can ask. */
  readonly secretNames?: (vaultUri: string, signal?: AbortSignal) => Promise<readonly string[]>;
  /** Creations of which somebody has decided that what was deleted comes back. */
  readonly recovered?: ReadonlySet<Address>;
  readonly signal?: AbortSignal;
}

/** One check: what it has found, nothing when all is well. Throws what the ports throw; the finding is then `could-not-check`. */
export type Check = (input: PreflightInput) => Promise<readonly PreflightFinding[]>;

/** A change that makes a resource, with what it is to be. */
export interface Creation {
  readonly change: Change;
  readonly resource: SynthesizedResource;
  readonly kind: ResourceKind | undefined;
}

/** What the plan makes: creations and replacements of the definition, in the order of the plan. */
export function creations({ plan, synthesis, kindOf }: Pick<PreflightInput, 'plan' | 'synthesis' | 'kindOf'>): readonly Creation[] {
  const resources = new Map((synthesis?.resources ?? []).map((resource) => [resource.address, resource]));
  return plan.changes.flatMap((change) => {
    const resource = resources.get(change.address);
    if (resource === undefined || (change.action.kind !== 'create' && change.action.kind !== 'replace')) return [];
    return [{ change, resource, kind: kindOf(change.type, change.azureName.split('/').at(-1)) }];
  });
}

/** Resource group of an id; undefined above groups. */
export function groupOf(id: string): string | undefined {
  return /\/resourceGroups\/([^/]+)/i.exec(id)?.[1];
}

/** Region code of a resource, where its body names one literally. */
export function regionOf({ desired }: SynthesizedResource): string | undefined {
  const { location } = desired;
  return typeof location === 'string' && !location.startsWith('[') ? location.toLowerCase().replaceAll(' ', '') : undefined;
}

/** Where a finding about a change points to. */
export function placeOf({ address, origin }: Change): Pick<PreflightFinding, 'address' | 'location'> {
  return { address, ...(origin === undefined ? {} : { location: origin }) };
}
