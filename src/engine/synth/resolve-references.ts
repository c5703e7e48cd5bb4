import type { Address } from '../../model/address.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { diagnostic } from '../../model/diagnostic.ts';
import type { SourceLocation } from '../../model/source-location.ts';
import type { Expression, Value } from '../../model/value.ts';
import type { ProviderResult } from '../../define/providers/provider.ts';
import { nearest } from '../../define/nearest.ts';
import { mapExpressions } from './value-references.ts';

/** The names that references of one backend may use. */
export interface ReferenceNames {
  /** `cosmos` or `cosmos.reports` → outputs of that shared requirement. */
  readonly shared: ReadonlyMap<string, ProviderResult['exports']>;
  /** `component.resource` → address of a component's own resource. */
  readonly own: ReadonlyMap<string, Address>;
}

/** Where an expression stands, for `self` and for messages. */
export interface ReferencePlace {
  readonly component?: string;
  readonly location?: SourceLocation | undefined;
  readonly what: string;
}

/**
 * Replaces what users write (`cosmos.endpoint`, `self.queue.id`, `backend.other.queue.id`) by references to addresses.
 * References that are addresses already pass. Every unknown name is a diagnostic that names the nearest known.
 */
export function resolveReferences(value: Value, names: ReferenceNames, place: ReferencePlace, report: (finding: Diagnostic) => void): Value {
  return mapExpressions(value, (expression) => resolveOne(expression, names, place, report));
}

function resolveOne(expression: Expression, names: ReferenceNames, place: ReferencePlace, report: (finding: Diagnostic) => void): Value {
  if (expression.$ === 'context' && expression.key === 'resourceGroup') {
    return resolveOne({ $: 'ref', target: 'group', output: 'name' }, names, place, report);
  }
  if (expression.$ !== 'ref' || expression.target.includes('/')) {
    return expression;
  }
  const found = lookUp(expression.target, expression.output, names, place);
  if (found !== undefined) {
    return found;
  }
  const written = `${expression.target}.${expression.output}`;
  const known = knownNames(names, place);
  const near = nearest(written, known);
  report(
    diagnostic('error', 'ATK1304', `${place.what} refers to "${written}", which does not exist`, {
      hint: near === undefined ? `Known: ${known.slice(0, 12).join(', ')}.` : `Did you mean "${near}"?`,
      location: place.location,
    }),
  );
  return written;
}

function lookUp(target: string, output: string, names: ReferenceNames, place: ReferencePlace): Value | undefined {
  const path = target.startsWith('backend.') ? target.slice('backend.'.length) : target;
  const exported = names.shared.get(path)?.[output];
  if (exported !== undefined) {
    return 'value' in exported ? exported.value : { $: 'ref', target: exported.address, output: exported.output };
  }
  const ownPath = path.startsWith('self.') && place.component !== undefined ? `${place.component}.${path.slice('self.'.length)}` : path;
  const address = names.own.get(ownPath);
  return address === undefined ? undefined : { $: 'ref', target: address, output };
}

function knownNames(names: ReferenceNames, place: ReferencePlace): readonly string[] {
  const shared = [...names.shared].flatMap(([name, outputs]) => Object.keys(outputs).map((output) => `${name}.${output}`));
  const own = [...names.own.keys()].flatMap((path) => {
    const self = place.component !== undefined && path.startsWith(`${place.component}.`) ? [`self.${path.slice(place.component.length + 1)}.id`] : [];
    return [`backend.${path}.id`, ...self];
  });
  return [...shared, ...own].sort();
}
