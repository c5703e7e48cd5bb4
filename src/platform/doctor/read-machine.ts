import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { NetworkFacts } from '../../engine/doctor/check-network.ts';
import type { NodeFacts } from '../../engine/doctor/check-node.ts';
import type { TerminalFacts } from '../../engine/doctor/check-terminal.ts';
import type { EndpointProbe } from '../../model/doctor.ts';
import type { CommandContext } from '../command-context.ts';
import type { Platform } from '../platform.ts';

/** What runs, and what the project itself has installed. */
export async function readNode({ packageFolder, version, env }: Platform, folder: string): Promise<NodeFacts> {
  const [own, installed] = await Promise.all([readPackage(packageFolder), readPackage(join(folder, 'node_modules', 'atakora'))]);
  return {
    version: process.versions.node,
    engines: own.engines?.node ?? `>=${process.versions.node}`,
    system: `${process.platform} ${process.arch}`,
    tool: version,
    options: env['NODE_OPTIONS'] ?? '',
    ...(installed.version === undefined ? {} : { installed: installed.version }),
  };
}

/** What stands in a `package.json`; nothing when there is none. */
async function readPackage(folder: string): Promise<{ readonly version?: string; readonly engines?: { readonly node?: string } }> {
  try {
    return JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { readonly version?: string };
  } catch {
    return {};
  }
}

/** What the terminal is, by the flags, the environment variables and the streams. */
export function readTerminal({ options, platform, flags }: Pick<CommandContext, 'options' | 'platform' | 'flags'>): TerminalFacts {
  const { env } = platform;
  const { interactive, width, color, ascii, redraw, screenReader } = options;
  return {
    interactive,
    isTerminal: (options.json ? platform.stderr : platform.stdout).isTTY === true,
    ...(width === undefined ? {} : { width }),
    color: color !== false,
    ascii: ascii || screenReader,
    redraw,
    screenReader,
    term: env['TERM'] ?? '',
    locale: [env['LC_ALL'], env['LC_CTYPE'], env['LANG']].find((value) => value !== undefined && value !== '') ?? '',
    ci: (env['CI'] ?? '') !== '' && env['CI'] !== 'false',
    asciiWished: flags['ascii'] === true || screenReader,
  };
}

/** Proxy and certificates as the variables say them, beside what a request met. */
export async function readNetwork({ env }: Platform, probe: EndpointProbe | undefined): Promise<NetworkFacts> {
  const variable = ['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy', 'HTTP_PROXY', 'http_proxy'].find((name) => (env[name] ?? '') !== '');
  const path = env['NODE_EXTRA_CA_CERTS'] ?? '';
  return {
    ...(probe === undefined ? {} : { probe }),
    ...(variable === undefined ? {} : { proxy: { variable, value: env[variable] ?? '' } }),
    ...(path === '' ? {} : { extraCertificates: { path, state: await certificateState(path) } }),
    unverified: env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0',
  };
}

async function certificateState(path: string): Promise<NonNullable<NetworkFacts['extraCertificates']>['state']> {
  try {
    return (await readFile(path, 'utf8')).includes('-----BEGIN') ? 'read' : 'no-certificate';
  } catch {
    return 'missing';
  }
}
