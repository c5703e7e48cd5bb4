import { describe, expect, it } from 'vitest';
import { localOutputs } from './local-output.ts';

describe('localOutputs', () => {
  const answered = { dnsPrefix: 'a', profile: { pools: [{ count: 1 }] } };

  it('names the path of a missing part of what was answered', () => {
    const outputs = localOutputs();
    outputs.remember('cluster', answered);
    expect(outputs.absent(answered, 'fqdn')).toBe('local:cluster.fqdn');
    expect(outputs.absent(answered.profile.pools[0], 'state')).toBe('local:cluster.profile.pools.0.state');
  });

  it('goes on below a value that stands for a missing part', () => {
    const outputs = localOutputs();
    expect(outputs.absent('local:cluster.addresses', '0')).toBe('local:cluster.addresses.0');
  });

  it('leaves objects and texts that it does not know alone', () => {
    const outputs = localOutputs();
    outputs.remember('cluster', answered);
    expect(outputs.absent({ dnsPrefix: 'a' }, 'fqdn')).toBeUndefined();
    expect(outputs.absent('a', 'fqdn')).toBeUndefined();
  });
});
