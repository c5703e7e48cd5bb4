import type { Address } from '../../model/address.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { diagnostic } from '../../model/diagnostic.ts';
import type { SourceLocation } from '../../model/source-location.ts';
import type { Expression, Value } from '../../model/value.ts';
import { isExpression } from '../../model/value.ts';
import type { ProviderResult } from '../../define/providers/provider.ts';
import { nearest } from '../../define/nearest.ts';
import { kindOf } from '../../resources/catalogue.ts';
import { mapExpressions, referencedAddresses } from './value-references.ts';

/** A component's own resource as references find it. */
export interface OwnName {
  readonly address: Address;
  /** ARM type, which says what outputs there are. */
  readonly type: string;
}

/** The names that references of one backend may use. */
export interface ReferenceNames {
  /** `cosmos` or `cosmos.reports` → outputs of that shared requirement. */
  readonly shared: ReadonlyMap<string, ProviderResult['exports']>;
  /** `component.resource` → the component's own resource. */
  readonly own: ReadonlyMap<string, OwnName>;
  /** What could be referred to if no feature were off. Absent: none is. */
  readonly leftOut?: LeftOutNames;
}

/** Names that exist only with features that are off. */
export interface LeftOutNames {
  readonly names: Omit<ReferenceNames, 'leftOut'>;
  /** Address → the flags that leave it out. */
  readonly features: ReadonlyMap<string, readonly string[]>;
}

/** Where an expression stands, for `self` and for messages. */
export interface ReferencePlace {
  readonly component?: string;
  readonly location?: SourceLocation | undefined;
  readonly what: string;
}

/**
 * Replaces what users write (`cosmos.endpoint`, `self.queue.id`, `backend.other.queue.properties.state`) by references to addresses.
 * References that are addresses already pass. Every unknown name is a diagnostic that names the nearest known.
 */
export function resolveReferences(value: Value, names: ReferenceNames, place: ReferencePlace, report: (finding: Diagnostic) => void): Value {
  return mapExpressions(value, (expression) => resolveOne(expression, names, place, report));
}

function resolveOne(expression: Expression, names: ReferenceNames, place: ReferencePlace, report: (finding: Diagnostic) => void): Value {
  if (expression.$ === 'context' && expression.key === 'resourceGroup') {
    return resolveOne({ $: 'ref', target: 'group', output: 'name' }, names, place, report);
  }
  if (expression.$ === 'concat' && expression.parts.some(isComposite)) {
    report(diagnostic('error', 'ATK1308', `${place.what} joins a text with a list or an object`, { location: place.location }));
  }
  if (expression.$ !== 'ref' || expression.target.includes('/')) {
    return expression;
  }
  const written = `${expression.target}.${expression.output}`;
  const found = lookUp(written, names, place);
  if (found === undefined) {
    const features = leftOutBy(expression, names, place);
    report(features === undefined ? unknownReference(written, names, place) : leftOutReference(written, features, place));
  }
  return found ?? written;
}

/** The feature flags that leave out what a value refers to; undefined when it refers to nothing that is left out. */
export function leftOutBy(value: Value, { leftOut }: ReferenceNames, place: ReferencePlace): readonly string[] | undefined {
  if (leftOut === undefined) {
    return undefined;
  }
  const features = referencedAddresses(resolveReferences(value, leftOut.names, place, () => undefined)).flatMap((address) => leftOut.features.get(address) ?? []);
  return features.length === 0 ? undefined : [...new Set(features)];
}

/** `ATK1317`: what is referred to is not there because a feature is off. */
export function leftOutReference(written: string, features: readonly string[], { what, location, address }: ReferencePlace & { readonly address?: Address }): Diagnostic {
  const [names, verb] = [features.map((feature) => `"${feature}"`).join(', '), features.length === 1 ? 'is' : 'are'];
  return diagnostic('error', 'ATK1317', `${what} refers to "${written}", which the environment leaves out: the feature ${names} ${verb} off`, {
    hint: `Give what refers to it the same feature, or switch features.${features[0] ?? ''} on.`,
    location,
    ...(address === undefined ? {} : { address }),
  });
}

function isComposite(part: Value): boolean {
  return typeof part === 'object' && part !== null && !isExpression(part);
}

function unknownReference(written: string, names: ReferenceNames, place: ReferencePlace): Diagnostic {
  const known = knownNames(names, place);
  const near = nearest(written, known);
  return diagnostic('error', 'ATK1304', `${place.what} refers to "${written}", which does not exist`, {
    hint: near === undefined ? `Known: ${known.slice(0, 12).join(', ')}.` : `Did you mean "${near}"?`,
    location: place.location,
  });
}

/** What a name means: the longest beginning of it that is a known resource, and the rest as the output. */
function lookUp(written: string, names: ReferenceNames, place: ReferencePlace): Value | undefined {
  const path = withoutRoot(written, place);
  for (let cut = path.lastIndexOf('.'); cut > 0; cut = path.lastIndexOf('.', cut - 1)) {
    const target = path.slice(0, cut);
    const output = path.slice(cut + 1);
    const exported = written.startsWith('self.') ? undefined : names.shared.get(target)?.[output];
    if (exported !== undefined) {
      return 'value' in exported ? exported.value : { $: 'ref', target: exported.address, output: exported.output };
    }
    const own = names.own.get(target);
    if (own !== undefined) {
      return hasOutput(own.type, output) ? { $: 'ref', target: own.address, output } : undefined;
    }
  }
  return undefined;
}

/** `self.queue.id` in component `orders` and `backend.orders.queue.id` are both `orders.queue.id`. */
function withoutRoot(written: string, place: ReferencePlace): string {
  if (written.startsWith('self.')) {
    return `${place.component ?? ''}.${written.slice('self.'.length)}`;
  }
  return written.startsWith('backend.') ? written.slice('backend.'.length) : written;
}

/** Every resource has an id and a name, a known kind its outputs, and all of them the paths of what Azure returns. */
function hasOutput(type: string, output: string): boolean {
  return outputNames(type).includes(output) || output.includes('.');
}

function outputNames(type: string): readonly string[] {
  return ['id', 'name', ...Object.keys(kindOf(type)?.outputs ?? {})];
}

function knownNames(names: ReferenceNames, place: ReferencePlace): readonly string[] {
  const shared = [...names.shared].flatMap(([name, outputs]) => Object.keys(outputs).map((output) => `${name}.${output}`));
  const own = [...names.own].flatMap(([path, { type }]) => {
    const self = place.component !== undefined && path.startsWith(`${place.component}.`) ? [`self.${path.slice(place.component.length + 1)}`] : [];
    return [`backend.${path}`, ...self].flatMap((target) => outputNames(type).map((output) => `${target}.${output}`));
  });
  return [...shared, ...own].sort();
}
