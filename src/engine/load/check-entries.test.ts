import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BackendDefinition, ComponentDefinition } from '../../model/definition.ts';
import { checkEntries } from './check-entries.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'atakora-entries-'));
  mkdirSync(join(folder, 'atakora/scan'), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function backendWith(entry: string): BackendDefinition {
  const component: ComponentDefinition = { id: 'scan', type: 'function', config: { entry }, requirements: [], resources: [], templates: [], outputs: {}, notices: [], origin: { file: 'atakora/scan/resource.ts', line: 3 } };
  return { name: 'main', components: [component], options: {}, origin: { file: 'atakora/backend.ts' } };
}

describe('the paths of handlers', () => {
  it.each(['./handler.ts', './handler', './handler.js'])('%s leads to handler.ts beside the definition', (entry) => {
    writeFileSync(join(folder, 'atakora/scan/handler.ts'), '');
    expect(() => checkEntries(backendWith(entry), folder)).not.toThrow();
  });

  it('refuses one that leads nowhere, with the place of the definition', () => {
    expect(() => checkEntries(backendWith('./handlr.ts'), folder)).toThrow(expect.objectContaining({ code: 'ATK1207', location: { file: 'atakora/scan/resource.ts', line: 3 }, message: expect.stringContaining('atakora/scan/handlr.ts') as string }));
  });
});
