import type { SignInWay } from '../model/doctor.ts';

/** Variables that say how to sign in, as they are set. */
export type SignInVariables = Readonly<Record<string, string | undefined>>;

/** Longest reason in characters. */
const longest = 200;

/** What an identity library says, in one line of ours. Secrets of the environment and whatever looks like a token are taken out of it. */
export function signInReason(way: SignInWay, message: string, env: SignInVariables): string {
  return known(way, message, env) ?? plainReason(message, env);
}

function known(way: SignInWay, message: string, env: SignInVariables): string | undefined {
  switch (way) {
    case 'environment':
      return /is unavailable/i.test(message) ? lackingVariables(env) : undefined;
    case 'workload-identity':
      return (env['AZURE_FEDERATED_TOKEN_FILE'] ?? '') === '' ? 'AZURE_FEDERATED_TOKEN_FILE is not set' : undefined;
    case 'managed-identity':
      return /IMDS|network unreachable|not available|is unavailable|timed? ?out|aborted|ENETUNREACH|EHOSTUNREACH/i.test(message) ? 'this machine has none' : undefined;
    case 'azure-cli':
      return tool(message, 'az', 'az login');
    case 'powershell':
      return tool(message, 'PowerShell with the Az.Accounts module', 'Connect-AzAccount');
    case 'developer-cli':
      return tool(message, 'azd', 'azd auth login');
  }
}

function tool(message: string, name: string, login: string): string | undefined {
  if (/could(?: not|n't) be found|not found|not installed|unable to execute|ENOENT|is not recognized/i.test(message)) return `${name} is not installed`;
  if (/AADSTS\d+/.test(message)) return undefined;
  if (/az login|azd auth login|Connect-AzAccount|not logged in|run connect/i.test(message)) return `nobody is signed in (\`${login}\`)`;
  return undefined;
}

/** Service principals sign in with a secret, a certificate, or (not recommended) the name of a user. */
function lackingVariables(env: SignInVariables): string {
  const isSet = (name: string): boolean => (env[name] ?? '') !== '';
  const base = ['AZURE_TENANT_ID', 'AZURE_CLIENT_ID'];
  if (!base.some(isSet) && !isSet('AZURE_CLIENT_SECRET')) return 'AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET are not set';
  const missing = [...base, ...(isSet('AZURE_CLIENT_SECRET') || isSet('AZURE_CLIENT_CERTIFICATE_PATH') ? [] : ['AZURE_CLIENT_SECRET'])].filter((name) => !isSet(name));
  return missing.length === 0 ? 'they name no way to sign in that is known' : `${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} not set`;
}

const secretVariables = ['AZURE_CLIENT_SECRET', 'AZURE_PASSWORD', 'AZURE_CLIENT_CERTIFICATE_PASSWORD', 'IDENTITY_HEADER', 'MSI_SECRET'];

/** The first sentence of a message. Of what a tool printed nothing is repeated: a token could be in it. */
function plainReason(message: string, env: SignInVariables): string {
  const secrets = secretVariables.flatMap((name) => ((env[name] ?? '').length > 3 ? [env[name] ?? ''] : []));
  const told = message.split(/Received output|Original message|"?accessToken"?/i)[0] ?? '';
  const hidden = secrets.reduce((text, secret) => text.replaceAll(secret, '(redacted)'), told).replaceAll(/\beyJ[\w-]+(?:\.[\w-]+)*/g, '(redacted)');
  const [, coded] = /(AADSTS\d+:[^.\r\n]*)/.exec(hidden) ?? [];
  const line = (coded ?? hidden.replace(/^\w+Credential:?\s*(?:is unavailable\.\s*)?/, '').split(/[\r\n]|\.\s/)[0] ?? '').replaceAll(/\s+/g, ' ').trim();
  return line === '' ? 'it gave no reason' : line.length > longest ? `${line.slice(0, longest)}…` : line;
}
