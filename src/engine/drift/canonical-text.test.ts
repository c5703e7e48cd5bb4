import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalText } from './canonical-text.ts';

const id = '/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/Net';

describe('two texts of a live body', () => {
  it.each([
    ['names of a region', 'West Europe', 'westeurope'],
    ['enumerations', 'PerGB2018', 'pergb2018'],
    ['ids', id, `${id.toLowerCase()}/`],
    ['ids of built-in roles under any scope', '/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions/0000', '/providers/Microsoft.Authorization/roleDefinitions/0000'],
    ['durations', 'P1Y2M3DT3H11M2S', 'P428DT3H11M2S'],
    ['durations of .NET', 'PT5M', '00:05:00'],
    ['durations of .NET with days', 'P1DT2H', '1.02:00:00'],
    ['times', '2025-05-30T09:11:17.000Z', '2025-05-30T09:11:17+00:00'],
    ['times in another zone', '2025-05-30T09:11:17Z', '2025-05-30T11:11:17+02:00'],
    ['addresses', 'https://V.vault.azure.net:443/', 'https://v.vault.azure.net'],
    ['one host as a network', '10.0.0.4/32', '10.0.0.4'],
    ['versions', '6', '6.0'],
    ['amounts', '1.0Gi', '1Gi'],
    ['amounts with a fraction', '0.50Gi', '0.5Gi'],
    ['flags', 'SystemAssigned, UserAssigned', 'userassigned,SystemAssigned'],
    ['indented XML', '<policies><inbound /></policies>', '<policies>\r\n\t<inbound/>\r\n</policies>'],
    ['JSON', '{"a": [1, 2]}', '{"a":[1,2]}'],
    ['line ends', 'a b\r\nc', 'a b\nc'],
  ])('are the same: %s', (_what, one, other) => {
    expect(canonicalText(one)).toBe(canonicalText(other));
  });

  it.each([
    ['regions', 'westeurope', 'northeurope'],
    ['names that share a beginning', 'vnet1', 'vnet10'],
    ['durations', 'PT5M', 'PT5S'],
    ['months and minutes', 'P1M', 'PT1M'],
    ['times', '2025-05-30T09:11:17Z', '2025-05-30T09:11:18Z'],
    ['versions', '1.1', '1.10'],
    ['networks', '10.0.0.0/24', '10.0.0.0/16'],
    ['paths of addresses', 'https://a.net/x', 'https://a.net/X'],
    ['sentences in another letter case', 'Owner of this', 'owner of this'],
    ['text in XML', '<a>x y</a>', '<a>x  z</a>'],
    ['ids', id, `${id}2`],
  ])('differ: %s', (_what, one, other) => {
    expect(canonicalText(one)).not.toBe(canonicalText(other));
  });

  it('differ when a letter is added to a text that is no white space', () => {
    fc.assert(fc.property(fc.string({ minLength: 1 }).filter((text) => text.trim() === text), (text) => canonicalText(`${text}x`) !== canonicalText(text)));
  });
});
