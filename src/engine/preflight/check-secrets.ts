import type { Json } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import type { PreflightFinding } from '../../model/preflight.ts';
import type { SecretNeed } from '../../model/secret-need.ts';
import type { Check, PreflightInput, SecretFacts } from './preflight-input.ts';

/** `@Microsoft.KeyVault(SecretUri=…secrets/NAME/)`, also inside of an expression; in our templates always in one text. */
const reference = /@Microsoft\.KeyVault\(SecretUri=.*?secrets\/([\w-]+)/gs;

/** Every secret that a setting refers to has a value in the vault. One that is not set lets the app start and fail. */
export const checkSecrets: Check = async (input) => {
  if (input.secrets !== undefined) return declaredFindings(input.secrets);
  const wanted = wantedSecrets(input);
  if (wanted.size === 0) return [];
  const vault = await liveVault(input);
  const names = [...wanted].sort();
  if (vault === undefined) return [notSet(names, 'the vault is made by this apply, and holds nothing yet')];
  if (input.secretNames === undefined) return [];
  const held = new Set((await input.secretNames(vault, input.signal)).map((name) => name.toLowerCase()));
  const missing = names.filter((name) => !held.has(name.toLowerCase()));
  return missing.length === 0 ? [] : [notSet(missing, 'the vault does not hold them')];
};

/** Required ones in one finding: they are told with all their facts beside it. */
function declaredFindings({ needs, supplied, asks, unchecked }: SecretFacts): readonly PreflightFinding[] {
  if (unchecked !== undefined) throw unchecked;
  const open = needs.filter(({ name }) => !supplied.has(name));
  const [required, optional] = [open.filter((need) => need.required), open.filter((need) => !need.required)];
  return [...(asks ? [] : requiredFinding(required)), ...optionalFinding(optional)];
}

function requiredFinding(needs: readonly SecretNeed[]): readonly PreflightFinding[] {
  if (needs.length === 0) return [];
  const names = needs.map(({ name }) => name).join(', ');
  const summary = needs.length === 1 ? `the required secret ${names} has no value` : `the required secrets ${names} have no value`;
  return [{ check: 'secrets', severity: 'blocker', code: 'ATK2260', summary, hint: `Set ${needs.length === 1 ? 'it' : 'each'} with ${needs.map(({ command }) => `\`${command}\``).join(', ')}, or give ${needs.length === 1 ? 'it' : 'them'} with --secrets-file FILE.` }];
}

function optionalFinding(needs: readonly SecretNeed[]): readonly PreflightFinding[] {
  const [first] = needs;
  if (first === undefined) return [];
  const names = needs.map(({ name }) => name).join(', ');
  return [{ check: 'secrets', severity: 'warning', code: 'ATK2201', summary: `${needs.length === 1 ? `the optional secret ${names} has` : `the optional secrets ${names} have`} no value; the code goes without`, hint: `Set ${needs.length === 1 ? 'it' : 'each'} where it is wanted: \`${first.command}\`.` }];
}

function wantedSecrets({ synthesis }: PreflightInput): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { desired } of synthesis?.resources ?? []) collect(desired, found);
  return found;
}

function collect(value: Json, found: Set<string>): void {
  if (typeof value === 'string') {
    for (const [, name] of value.matchAll(reference)) if (name !== undefined) found.add(name);
  } else if (Array.isArray(value)) {
    for (const item of value as readonly Json[]) collect(item, found);
  } else if (isJsonObject(value)) {
    for (const item of Object.values(value)) collect(item, found);
  }
}

/** Address of the environment's vault, where it exists. */
async function liveVault({ plan, azure, kindOf, signal }: PreflightInput): Promise<string | undefined> {
  const vault = plan.changes.find(({ type, action }) => type.toLowerCase() === 'microsoft.keyvault/vaults' && action.kind !== 'create' && action.kind !== 'delete');
  if (vault === undefined) return undefined;
  const body = await azure.read(vault.id, kindOf(vault.type)?.apiVersion ?? '', signal);
  const properties = body?.['properties'];
  const uri = isJsonObject(properties) ? properties['vaultUri'] : undefined;
  return typeof uri === 'string' ? uri : undefined;
}

function notSet(names: readonly string[], why: string): PreflightFinding {
  const [first = ''] = names;
  return {
    check: 'secrets',
    severity: 'warning',
    code: 'ATK2201',
    summary: `${names.length === 1 ? `the secret ${first} has` : `the secrets ${names.join(', ')} have`} no value: ${why}`,
    hint: `Set ${names.length === 1 ? 'it' : 'them'} after the apply: ${names.map((name) => `\`atakora secrets set ${name}\``).join(', ')}.`,
  };
}
