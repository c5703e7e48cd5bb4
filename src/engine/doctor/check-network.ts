import type { DoctorFinding, EndpointProbe } from '../../model/doctor.ts';
import { found, good } from './finding.ts';

export interface NetworkFacts {
  /** Absent when nothing has to be reached: the environment is on the local Azure. */
  readonly probe?: EndpointProbe;
  /** The proxy that HTTPS requests take, as the variable names it. */
  readonly proxy?: { readonly variable: string; readonly value: string };
  /** `NODE_EXTRA_CA_CERTS`, and what its file is. */
  readonly extraCertificates?: { readonly path: string; readonly state: 'read' | 'missing' | 'no-certificate' };
  /** `NODE_TLS_REJECT_UNAUTHORIZED` is 0. */
  readonly unverified: boolean;
}

const untrusted: ReadonlySet<string> = new Set(['SELF_SIGNED_CERT_IN_CHAIN', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'UNABLE_TO_GET_ISSUER_CERT', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'CERT_UNTRUSTED']);
const outOfTime: ReadonlySet<string> = new Set(['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID']);

/** Azure answers from here: through the proxy that is set, with certificates that are trusted. */
export function checkNetwork({ probe, proxy, extraCertificates, unverified }: NetworkFacts): readonly DoctorFinding[] {
  const through = proxy === undefined ? '' : ` through the proxy ${shownProxy(proxy.value)} (${proxy.variable})`;
  return [
    ...(probe === undefined ? [good('nothing has to be reached: the local Azure is in this folder')] : [probeFinding(probe, through, proxy)]),
    ...proxyFindings(proxy),
    ...certificateFindings(extraCertificates),
    ...(unverified ? [found('warning', 'NODE_TLS_REJECT_UNAUTHORIZED is 0: anybody between here and Azure can read and change everything', 'Unset it: `unset NODE_TLS_REJECT_UNAUTHORIZED`.')] : []),
  ];
}

function probeFinding(probe: EndpointProbe, through: string, proxy: NetworkFacts['proxy']): DoctorFinding {
  const { host } = probe;
  if (probe.result === 'answered') {
    return probe.status === 407 ? found('problem', `the proxy wants a sign-in before it lets ${host} be reached`, `Write it into the address: \`export ${proxy?.variable ?? 'HTTPS_PROXY'}=http://USER:PASSWORD@HOST:PORT\`.`, 'ATK1804') : good(`${host} answers${through}`);
  }
  const { code, message } = probe;
  if (untrusted.has(code)) {
    return found('problem', `something between here and ${host}, such as a company's proxy or a virus scanner, shows a certificate of its own that Node.js does not trust (${code})`, 'Get the certificate of its authority as a PEM file and name it: `export NODE_EXTRA_CA_CERTS=/path/to/authority.pem`. Where the system trusts it already: `export NODE_OPTIONS=--use-system-ca`.', 'ATK1804');
  }
  if (outOfTime.has(code)) {
    return found('problem', `the certificate of ${host} is not valid at the time of this machine (${code})`, 'Look at the time first: `date -u`.', 'ATK1804');
  }
  return found('problem', `${host} cannot be reached${through}: ${reason(code, message, proxy)}`, mend(code, host, proxy), 'ATK1804');
}

function reason(code: string, message: string, proxy: NetworkFacts['proxy']): string {
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `${proxy === undefined ? 'its name' : 'a name'} cannot be resolved (${code})`;
    case 'ECONNREFUSED':
      return `${proxy === undefined ? 'the connection' : 'the connection to the proxy'} is refused`;
    case 'ETIMEDOUT':
    case 'TIMEOUT':
      return 'nothing answers';
    default:
      // What cannot be parsed is repeated by some libraries, and may hold a sign-in.
      return message === '' || (proxy !== undefined && message.includes(proxy.value)) ? code : message;
  }
}

function mend(code: string, host: string, proxy: NetworkFacts['proxy']): string {
  if (proxy !== undefined) return `Check the proxy, or leave it out once: \`env -u ${proxy.variable} atakora doctor\`.`;
  return code === 'ENOTFOUND' || code === 'EAI_AGAIN' ? `Connect to the network, and see \`nslookup ${host}\`. Behind a proxy: \`export HTTPS_PROXY=http://HOST:PORT\`.` : `See \`curl -sI https://${host}\`. Behind a proxy: \`export HTTPS_PROXY=http://HOST:PORT\`.`;
}

function proxyFindings(proxy: NetworkFacts['proxy']): readonly DoctorFinding[] {
  if (proxy === undefined || URL.canParse(proxy.value)) return [];
  return [found('problem', `${proxy.variable} is not an address`, `Write it with its scheme: \`export ${proxy.variable}=http://HOST:PORT\`.`)];
}

/** The address without the sign-in that may stand in it. */
function shownProxy(value: string): string {
  return URL.canParse(value) ? new URL(value).host : 'that is set';
}

function certificateFindings(certificates: NetworkFacts['extraCertificates']): readonly DoctorFinding[] {
  if (certificates === undefined || certificates.state === 'read') return [];
  const what = certificates.state === 'missing' ? 'cannot be read' : 'holds no PEM certificate';
  return [found('problem', `NODE_EXTRA_CA_CERTS names ${certificates.path}, which ${what}: Node.js goes on without it`, 'Name the PEM file: `export NODE_EXTRA_CA_CERTS=/path/to/authority.pem`.')];
}
