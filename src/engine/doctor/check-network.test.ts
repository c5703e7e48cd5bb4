import { describe, expect, it } from 'vitest';
import type { EndpointProbe } from '../../model/doctor.ts';
import { checkNetwork } from './check-network.ts';

const host = 'management.azure.com';
const answered: EndpointProbe = { result: 'answered', host, status: 200, sentAt: '2026-01-15T10:00:00.000Z', receivedAt: '2026-01-15T10:00:00.100Z' };
const failed = (code: string, message = ''): EndpointProbe => ({ result: 'failed', host, code, message });
const proxy = { variable: 'HTTPS_PROXY', value: 'http://anna:hunter2hunter2@proxy.corp:8080' };

describe('the check of the network', () => {
  it('is content with any answer, and needs none for the local Azure', () => {
    expect(checkNetwork({ probe: { ...answered, status: 401 }, unverified: false })).toMatchObject([{ status: 'ok' }]);
    expect(checkNetwork({ unverified: false })).toMatchObject([{ status: 'ok', summary: expect.stringContaining('local Azure') }]);
  });

  it('tells of an interception of TLS in the words of the user', () => {
    for (const code of ['SELF_SIGNED_CERT_IN_CHAIN', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'DEPTH_ZERO_SELF_SIGNED_CERT']) {
      expect(checkNetwork({ probe: failed(code), unverified: false })).toMatchObject([{ status: 'problem', code: 'ATK1804', summary: expect.stringContaining("a company's proxy or a virus scanner"), next: expect.stringContaining('export NODE_EXTRA_CA_CERTS=') }]);
    }
    expect(checkNetwork({ probe: failed('CERT_NOT_YET_VALID'), unverified: false })).toMatchObject([{ next: expect.stringContaining('date -u') }]);
  });

  it('tells names that are not known, connections that are refused and silence apart', () => {
    const said = (code: string): string => checkNetwork({ probe: failed(code, 'm'), unverified: false })[0]?.summary ?? '';
    expect(said('ENOTFOUND')).toContain('cannot be resolved');
    expect(said('ECONNREFUSED')).toContain('is refused');
    expect(said('TIMEOUT')).toContain('nothing answers');
    expect(said('EWHATEVER')).toContain(': m');
  });

  it('names the proxy and never the sign-in in its address', () => {
    const texts = [answered, { ...answered, status: 407 }, failed('ECONNREFUSED'), failed('ENOTFOUND')].flatMap((probe) => checkNetwork({ probe, proxy, unverified: false }));
    expect(texts.map(({ status }) => status)).toEqual(['ok', 'problem', 'problem', 'problem']);
    expect(texts[0]?.summary).toContain('through the proxy proxy.corp:8080 (HTTPS_PROXY)');
    expect(JSON.stringify(texts)).not.toContain('hunter2');
    expect(JSON.stringify(checkNetwork({ probe: failed('EODD', `found ${proxy.value}`), proxy, unverified: false }))).not.toContain('hunter2');
    const broken = checkNetwork({ probe: answered, proxy: { variable: 'HTTPS_PROXY', value: 'anna hunter2hunter2' }, unverified: false });
    expect(broken).toMatchObject([{ status: 'ok' }, { status: 'problem', summary: 'HTTPS_PROXY is not an address' }]);
    expect(JSON.stringify(broken)).not.toContain('hunter2');
  });

  it('warns of certificates that are not read, and of those that are not looked at', () => {
    const path = '/etc/ca.pem';
    expect(checkNetwork({ probe: answered, extraCertificates: { path, state: 'read' }, unverified: false })).toHaveLength(1);
    expect(checkNetwork({ probe: answered, extraCertificates: { path, state: 'missing' }, unverified: false })).toMatchObject([{ status: 'ok' }, { status: 'problem', summary: expect.stringContaining('cannot be read') }]);
    expect(checkNetwork({ probe: answered, extraCertificates: { path, state: 'no-certificate' }, unverified: true })).toMatchObject([{ status: 'ok' }, { status: 'problem' }, { status: 'warning', next: expect.stringContaining('unset NODE_TLS_REJECT_UNAUTHORIZED') }]);
  });
});
