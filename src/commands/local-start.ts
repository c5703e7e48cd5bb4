import { once } from 'node:events';
import { resolve } from 'node:path';
import type { ServedWorld } from '../azure/serve-local.ts';
import { serveLocalAzure, storageInstall } from '../azure/serve-local.ts';
import { AtakoraError } from '../model/errors.ts';
import type { Json } from '../model/json.ts';
import type { CommandContext } from '../platform/command-context.ts';
import { textFlag } from '../platform/command-context.ts';
import { worldOptions } from '../platform/local-worlds.ts';

/** Serves a world of the local Azure until it is asked to end; then the exit code is 0. */
export async function startLocal(context: CommandContext): Promise<number> {
  const { platform } = context;
  const world = textFlag(context, 'world');
  const files = certificateFiles(context);
  const style = vaultUrls(context);
  const served = await serveLocalAzure({
    ...worldOptions(context),
    ...(world === undefined ? {} : { world }),
    port: portOf(context),
    https: context.flags['https'] === true || files !== undefined,
    ...(files === undefined ? {} : { files }),
    ...(style === undefined ? {} : { style }),
    ...(context.flags['no-storage'] === true ? {} : { storageFrom: resolve(platform.cwd, context.options.cwd ?? '.') }),
    processId: platform.who.processId,
    version: platform.version,
    onError: (error) => void platform.stderr.write(`${error instanceof AtakoraError ? `${error.code} ` : ''}${error instanceof Error ? error.message : String(error)}\n`),
  });
  try {
    const showSecrets = context.flags['show-credentials'] === true;
    // Not through the redactor: it is asked for, or not in it.
    platform.stdout.write(context.options.json ? `${JSON.stringify(documentOf(served, showSecrets), null, 2)}\n` : readyText(served, showSecrets));
    if (!context.signal.aborted) await once(context.signal, 'abort');
  } finally {
    await served.close();
  }
  context.output.text('stopped\n');
  return 0;
}

/** What programs read: addresses, ids, files. */
function documentOf(served: ServedWorld, showSecrets: boolean): Json {
  const { credentials } = served;
  return {
    local: true,
    world: served.world,
    folder: served.folder,
    url: served.url,
    resourceManager: `${served.url}/`,
    authority: served.url,
    metadata: `${served.url}/metadata/endpoints?api-version=2022-09-01`,
    vault: served.vaultUrl,
    storage: served.storage === undefined ? null : { ...served.storage },
    certificate: served.certFile ?? null,
    tenantId: credentials.tenantId,
    subscriptionId: credentials.subscriptionId,
    clientId: credentials.clientId,
    credentialsFile: served.credentialsFile,
    ...(showSecrets ? { clientSecret: credentials.clientSecret, identityHeader: credentials.identityHeader } : {}),
  };
}

function readyText(served: ServedWorld, showSecrets: boolean): string {
  const { credentials, url, certFile } = served;
  const secret = showSecrets
    ? [`  secret         ${credentials.clientSecret}`, `  identity header ${credentials.identityHeader}`]
    : [`  secret         in ${served.credentialsFile} (--show-credentials prints it)`];
  return [
    `local Azure, world "${served.world}", ready at ${url}`,
    'A simulation on this machine: nothing here is Microsoft Azure, and nothing reaches it.',
    '',
    `  Resource Manager ${url}/`,
    `  sign-in        ${url}/${credentials.tenantId}`,
    `  Key Vault      ${served.vaultUrl}`,
    `  storage        ${served.storage === undefined ? `not served (${storageInstall} adds the emulator)` : `blobs ${served.storage.blob}/ACCOUNT, queues ${served.storage.queue}/ACCOUNT, tables ${served.storage.table}/ACCOUNT`}`,
    `  tenant         ${credentials.tenantId}`,
    `  subscription   ${credentials.subscriptionId}`,
    `  client         ${credentials.clientId} (Owner; Key Vault Secrets Officer)`,
    ...secret,
    '',
    ...(certFile === undefined
      ? ['Plain HTTP: curl works; the Azure SDKs send tokens over HTTPS only (--https).']
      : ['To trust the certificate, for the client only:', `  NODE_EXTRA_CA_CERTS=${certFile}`, `  REQUESTS_CA_BUNDLE=${certFile}`, `  SSL_CERT_FILE=${certFile}`]),
    'Ctrl-C stops it.',
    '',
  ].join('\n');
}

function portOf(context: CommandContext): number {
  const text = textFlag(context, 'port') ?? '0';
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) throw new AtakoraError('ATK1002', `--port ${text} is not a port`, { hint: 'A number from 1 to 65535, or 0 for a free one.' });
  return Number(text);
}

function vaultUrls(context: CommandContext): 'host' | 'path' | undefined {
  const text = textFlag(context, 'vault-urls');
  if (text === undefined || text === 'host' || text === 'path') return text;
  throw new AtakoraError('ATK1002', `--vault-urls ${text} is neither host nor path`);
}

function certificateFiles(context: CommandContext): { readonly cert: string; readonly key: string } | undefined {
  const [cert, key] = [textFlag(context, 'cert'), textFlag(context, 'key')];
  if (cert === undefined && key === undefined) return undefined;
  if (cert === undefined || key === undefined) throw new AtakoraError('ATK1002', '--cert and --key belong together');
  const inFolder = (file: string) => resolve(context.platform.cwd, context.options.cwd ?? '.', file);
  return { cert: inFolder(cert), key: inFolder(key) };
}
