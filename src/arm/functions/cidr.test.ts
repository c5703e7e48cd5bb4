import { describe, expect, test } from 'vitest';
import { errorOf, valueOf } from '../deployment.fake.ts';

describe('address functions', () => {
  test.each([
    ["[cidrSubnet('10.0.0.0/16', 24, 3)]", '10.0.3.0/24'],
    ["[cidrSubnet('2001:db8::/32', 48, 65535)]", '2001:db8:ffff::/48'],
    ["[cidrHost('10.0.0.0/30', 1)]", '10.0.0.2'],
    ["[cidrHost('10.0.0.7/32', 0)]", '10.0.0.7'],
    ["[parseCidr('10.1.2.3/20')]", { network: '10.1.0.0', netmask: '255.255.240.0', broadcast: '10.1.15.255', firstUsable: '10.1.0.1', lastUsable: '10.1.15.254', cidr: 20 }],
    ["[parseCidr('2001:db8::/126').lastUsable]", '2001:db8::3'],
  ])('%s is %j', (expression, expected) => {
    expect(valueOf(expression)).toEqual(expected);
  });

  test.each(["[parseCidr('10.0.0/8')]", "[parseCidr('1::2::3/64')]", "[parseCidr('10.0.0.0/33')]", "[cidrSubnet('10.0.0.0/24', 16, 0)]", "[cidrSubnet('10.0.0.0/24', 25, 2)]", "[cidrHost('10.0.0.0/30', 2)]"])('%s is refused', (expression) => {
    expect(errorOf(() => valueOf(expression)).code).toBe('ATK2004');
  });
});
