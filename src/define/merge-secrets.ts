import type { ComponentDefinition, SecretDeclaration } from '../model/definition.ts';
import { canonicalJson } from '../model/canonical-json.ts';
import type { Json } from '../model/json.ts';
import { secretKey } from '../model/secret-name.ts';
import type { SourceLocation } from '../model/source-location.ts';
import type { Problem } from './problem.ts';

const options = ['description', 'required', 'generate', 'rotateEveryDays'] as const;

/** Declarations as one list: each name once, sorted, with all that is said of it; where two contradict each other, the first is kept. */
export function mergeSecrets(declared: readonly SecretDeclaration[]): readonly SecretDeclaration[] {
  const merged = [...Map.groupBy(declared, ({ name }) => secretKey(name)).values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : [others.reduce((whole, other): SecretDeclaration => ({ ...other, ...whole }), first)],
  );
  return merged.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** What components that share a secret say of it and contradict each other: `ATK2203` for each option, naming both places. */
export function secretConflicts(components: readonly ComponentDefinition[]): readonly Problem[] {
  const said = components.flatMap((component) => (component.secrets ?? []).map((declaration) => ({ declaration, component })));
  return [...Map.groupBy(said, ({ declaration }) => secretKey(declaration.name)).values()].flatMap((all) => conflictsOf(all));
}

interface Said {
  readonly declaration: SecretDeclaration;
  readonly component: Pick<ComponentDefinition, 'id' | 'origin'>;
}

function conflictsOf(all: readonly Said[]): readonly Problem[] {
  return options.flatMap((option): readonly Problem[] => {
    const [first, ...others] = all.filter(({ declaration }) => declaration[option] !== undefined);
    const other = first === undefined ? undefined : others.find(({ declaration }) => text(declaration[option]) !== text(first.declaration[option]));
    return first === undefined || other === undefined ? [] : [conflict(option, first, other)];
  });
}

/** Two declarations in one component contradict each other before there is a component. */
export function conflictsInside(component: Pick<ComponentDefinition, 'id' | 'origin'>, declared: readonly SecretDeclaration[]): readonly Problem[] {
  return [...Map.groupBy(declared, ({ name }) => secretKey(name)).values()].flatMap((all) => conflictsOf(all.map((declaration) => ({ declaration, component }))));
}

function conflict(option: (typeof options)[number], first: Said, other: Said): Problem {
  const name = option === 'rotateEveryDays' ? 'rotateEvery' : option;
  const say = ({ declaration, component }: Said): string => `"${component.id}"${placeText(declaration.origin ?? component.origin)} says ${show(option, declaration)}`;
  return {
    code: 'ATK2203',
    summary: `two places want different things of \`${name}\` of the secret "${first.declaration.name}": ${say(first)}, ${say(other)}`,
    location: other.declaration.origin ?? other.component.origin,
  };
}

function placeText({ file, line }: SourceLocation): string {
  // Files of components are often called alike; their folder tells them apart.
  const name = file.split('/').slice(-2).join('/');
  return ` (${name}${line === undefined ? '' : `:${line}`})`;
}

function show(option: (typeof options)[number], declaration: SecretDeclaration): string {
  const value = declaration[option];
  return option === 'rotateEveryDays' ? `${String(value)} days` : text(value);
}

function text(value: unknown): string {
  return canonicalJson(value as Json);
}
