import fc from 'fast-check';

/** What a resource of a random project is; `key` orders it among its kind and is in its name. */
export interface Piece {
  readonly key: number;
  readonly form: number;
  readonly location: string;
  readonly tag: string;
  readonly needs: readonly number[];
  readonly role: boolean;
  /** A new one is the same resource under another address. */
  readonly called: number;
}

const forms = [
  { type: 'Microsoft.ManagedIdentity/userAssignedIdentities', body: '' },
  { type: 'Microsoft.Storage/storageAccounts', body: "kind: 'StorageV2', sku: { name: 'Standard_LRS' }, properties: {}, " },
  { type: 'Microsoft.Web/serverfarms', body: "sku: { name: 'P1v3' }, properties: {}, " },
] as const;

const piece: fc.Arbitrary<Piece> = fc.record({
  key: fc.nat(5),
  form: fc.nat(forms.length - 1),
  location: fc.constantFrom('westeurope', 'northeurope'),
  tag: fc.constantFrom('a', 'b'),
  needs: fc.array(fc.nat(5), { maxLength: 3 }),
  role: fc.boolean(),
  called: fc.nat(1),
});

/** Up to five resources that need others, some with a role assignment on them; by key, so that the next version is an edit of this one. */
export const pieces: fc.Arbitrary<readonly Piece[]> = fc
  .uniqueArray(piece, { selector: ({ key }) => key, maxLength: 5 })
  // What a key is never changes, or nothing of it would be an edit.
  .map((all) => all.map((one) => ({ ...one, form: one.key % forms.length })).sort((a, b) => a.form - b.form || a.key - b.key));

/** Name of a resource in its component. */
function nameOf({ key, called }: Pick<Piece, 'key' | 'called'>): string {
  return `r${key}${called === 0 ? '' : 'x'}`;
}

/** Every address that a random project can have. */
export const addresses: readonly string[] = Array.from({ length: 12 }, (_, index) => `main/app/${nameOf({ key: index >> 1, called: index & 1 })}`);

function declared(own: Piece, all: readonly Piece[]): readonly string[] {
  const { type, body } = forms[own.form] ?? forms[0];
  const needed = all.slice(0, all.indexOf(own)).filter(({ key }) => own.needs.includes(key)).map((other) => `'${nameOf(other)}'`);
  const role = `${nameOf(own)}role: resource('Microsoft.Authorization/roleAssignments', { name: '0f0f0f0f-0000-4000-8000-00000000000${own.key}', scope: '${nameOf(own)}', properties: { roleDefinitionId: reader, principalId: '0f0f0f0f-0000-4000-8000-0000000000aa', principalType: 'ServicePrincipal' } })`;
  return [`${nameOf(own)}: resource('${type}', { ${body}location: '${own.location}', tags: { colour: '${own.tag}' }, dependsOn: [${needed.join(', ')}] })`, ...(own.role ? [role] : [])];
}

/** The backend as a person would write it after editing the one before: what is called otherwise has been moved. */
export function backendOf(all: readonly Piece[], before: readonly Piece[]): string {
  const renamed = all.flatMap((own) => before.filter(({ key, called }) => key === own.key && called !== own.called).map((other) => [other, own] as const));
  const moves = renamed.flatMap(([from, to]) => [
    `moved({ from: 'app/${nameOf(from)}', to: 'app/${nameOf(to)}' });`,
    ...(from.role && to.role ? [`moved({ from: 'app/${nameOf(from)}role', to: 'app/${nameOf(to)}role' });`] : []),
  ]);
  return `import { defineBackend, defineInfrastructure, moved, resource } from 'atakora';
const reader = '/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7';
${moves.join('\n')}
void [moved, reader];
export const backend = defineBackend({ app: defineInfrastructure({ resources: {
  first: resource('Microsoft.ManagedIdentity/userAssignedIdentities', {}),
  ${all.flatMap((own) => declared(own, all)).join(',\n  ')}
} }) });
`;
}
