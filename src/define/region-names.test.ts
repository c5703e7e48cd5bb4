import { describe, expect, it } from 'vitest';
import { regionNames, regionShortName } from './region-names.ts';

describe('region names', () => {
  it('are different from each other, long and short', () => {
    expect(new Set(regionNames.map((region) => region.short)).size).toBe(regionNames.length);
    expect(new Set(regionNames.map((region) => region.name)).size).toBe(regionNames.length);
    expect(regionNames.length).toBeGreaterThan(60);
  });

  it('have a short form that fits into every name, and a form for people', () => {
    for (const { display, name, short } of regionNames) {
      expect(short).toMatch(/^[a-z][a-z0-9]{1,4}$/);
      expect(display.toLowerCase().replaceAll(' ', '')).toBe(name);
      expect(display).not.toBe(name);
    }
  });

  it('are found however the region is written', () => {
    expect(regionShortName('West Europe')).toBe('weu');
    expect(regionShortName('westeurope')).toBe('weu');
  });

  it('give something to every region, also to one that is not listed', () => {
    expect(regionShortName('Atlantis North 12')).toBe('atl12');
    expect(regionShortName('日本')).toBe('any');
    expect(regionShortName('constructor')).toBe('con');
  });
});
