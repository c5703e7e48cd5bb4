import { describe, expect, it } from 'vitest';
import { diagnostic } from '../../model/diagnostic.ts';
import { AtakoraError } from '../../model/errors.ts';
import { checkProject } from './check-project.ts';

const open = { kind: 'open', project: 'notes', environment: 'dev@local', cloud: 'local', location: 'westeurope' } as const;

describe('the check of the project', () => {
  it('says where it is, and that the local Azure is local', () => {
    expect(checkProject({ ...open, code: { kind: 'loaded', resources: 12, diagnostics: [] } })).toMatchObject([{ status: 'ok', summary: expect.stringContaining('dev@local, on the local Azure') }, { status: 'ok', summary: 'the code makes 12 resources' }]);
    expect(checkProject({ ...open, environment: 'prod', cloud: 'AzureCloud', code: { kind: 'loaded', resources: 1, diagnostics: [] } })[0]?.summary).toBe('notes in prod, on AzureCloud in westeurope');
  });

  it('tells of no project, a broken manifest, code that does not load and code with errors', () => {
    expect(checkProject({ kind: 'none', folder: '/x' })).toMatchObject([{ status: 'warning', code: 'ATK1101', next: expect.stringContaining('atakora init') }]);
    expect(checkProject({ kind: 'broken', error: new AtakoraError('ATK1102', 'not JSON', { location: { file: 'm.json', line: 3 } }) })).toMatchObject([{ status: 'problem', code: 'ATK1102', place: 'm.json:3' }]);
    expect(checkProject({ ...open, code: { kind: 'broken', error: new AtakoraError('ATK1203', 'threw') } })).toMatchObject([{ status: 'ok' }, { status: 'problem', code: 'ATK1203' }]);
    const diagnostics = [diagnostic('warning', 'ATK1312', 'public'), diagnostic('error', 'ATK1304', 'no such name', { location: { file: 'b.ts', line: 7 } }), diagnostic('error', 'ATK1308', 'other')];
    expect(checkProject({ ...open, code: { kind: 'loaded', resources: 0, diagnostics } })).toMatchObject([{ status: 'ok' }, { status: 'problem', code: 'ATK1304', summary: 'no such name (and 1 more)', place: 'b.ts:7', next: expect.stringContaining('atakora validate') }]);
  });
});
