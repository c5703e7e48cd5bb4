import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NodeFacts } from './check-node.ts';
import { checkNode } from './check-node.ts';
import { isWithin } from './version-range.ts';

const facts: NodeFacts = { version: '24.21.0', engines: '^22.22.2 || ^24.15 || >=26', system: 'linux x64', tool: '0.1.0', options: '' };

describe('the check of Node.js', () => {
  it('says what runs', () => {
    expect(checkNode(facts)).toEqual([{ status: 'ok', summary: 'version 24.21.0 on linux x64 runs Atakora 0.1.0' }]);
  });

  it('finds a version below the floor, another Atakora in the project, and options that steer the run', () => {
    expect(checkNode({ ...facts, version: '20.1.0' })).toMatchObject([{ status: 'problem', code: 'ATK1005', next: expect.stringContaining('npx') }]);
    expect(checkNode({ ...facts, installed: '0.1.0' })).toHaveLength(1);
    expect(checkNode({ ...facts, installed: '0.0.9' })).toMatchObject([{ status: 'ok' }, { status: 'warning', summary: expect.stringContaining('0.0.9') }]);
    for (const options of ['--require ./x.cjs', '--import tsx', '-r x', '--max-old-space-size=64']) expect(checkNode({ ...facts, options }), options).toMatchObject([{ status: 'ok' }, { status: 'warning' }]);
    expect(checkNode({ ...facts, options: '--use-system-ca --enable-source-maps' })).toHaveLength(1);
  });
});

describe('a range of versions', () => {
  it('is read as in package.json', () => {
    const within = (version: string): boolean => isWithin(version, facts.engines);
    expect(['22.22.2', '22.23.0', '24.15.0', '24.99.1', '26.0.0', '27.1.2'].map(within)).toEqual(Array<boolean>(6).fill(true));
    expect(['22.22.1', '22.9.9', '23.0.0', '24.14.9', '25.9.9', '20.0.0', '18.20.4'].map(within)).toEqual(Array<boolean>(7).fill(false));
    expect(isWithin('24.0.0', 'whatever')).toBe(false);
  });

  it('holds every later version of an open end, and none before it', () => {
    fc.assert(fc.property(fc.nat(60), fc.nat(30), fc.nat(30), (major, minor, patch) => {
      expect(isWithin(`${major}.${minor}.${patch}`, '>=26')).toBe(major >= 26);
    }));
  });
});
