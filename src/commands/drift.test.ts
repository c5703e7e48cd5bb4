import { describe, expect, it } from 'vitest';
import { runInFolder } from './command-run.fake.ts';

const line = (value: object): string => JSON.stringify(value);
const compare = (text: string) => runInFolder({ 'cases.ndjson': text }, 'drift', '--compare', 'cases.ndjson');

describe('drift --compare', () => {
  it('answers each case on a line of its own, in their order, without a project', async () => {
    const applied = { location: 'westeurope', properties: { size: 1 } };
    const cases = [
      { id: 'same', type: 'Contoso.Things/things', apiVersion: '2026-01-01', applied, live: { location: 'West Europe', properties: { size: 1, mode: 'Auto' } } },
      { id: 'edited', type: 'Contoso.Things/things', apiVersion: '2026-01-01', applied, live: { location: 'westeurope', properties: { size: 2 } } },
      { id: 'none', type: 'Contoso.Things/things' },
    ];
    const { code, stdout, stderr } = await compare(`${cases.map(line).join('\n\n')}\n`);
    expect(stderr).toBe('');
    expect(code).toBe(1);
    expect(stdout.trim().split('\n').map((text) => JSON.parse(text) as unknown)).toEqual([
      { id: 'same', findings: [{ path: 'location', origin: 'normalised' }, { path: 'properties.mode', origin: 'default' }] },
      { id: 'edited', findings: [{ path: 'properties.size', origin: 'edit' }] },
      { id: 'none', error: { code: 'ATK1902', message: 'a case needs the objects "applied" and "live"' } },
    ]);
  });

  it('says that all went well when every line was a case', async () => {
    expect(await compare(line({ id: 'a', applied: {}, live: {} }))).toMatchObject({ code: 0, stderr: '' });
  });

  it('knows a child that is a kind of its own by its name', async () => {
    const given = { id: 'a', type: 'Microsoft.Web/sites/config/appsettings', apiVersion: '', applied: { properties: { A: '1' } }, live: { properties: { A: '2' } } };
    expect((await compare(line(given))).stdout).toContain('{"path":"properties.A","origin":"edit"}');
  });

  it('says which line is no case', async () => {
    const { code, stdout } = await compare(`${line({ id: 'a', applied: {}, live: {} })}\nnonsense\n`);
    expect(code).toBe(1);
    expect(stdout.trim().split('\n').map((text) => JSON.parse(text) as unknown)).toEqual([{ id: 'a', findings: [] }, { id: '', error: { code: 'ATK1902', message: 'line 2 is not a case' } }]);
  });

  it('cannot be combined', async () => {
    const { code, stdout } = await runInFolder({ 'cases.ndjson': '' }, 'drift', '--compare', 'cases.ndjson', '--accept');
    expect(code).toBe(64);
    expect(stdout).toContain('--compare goes with no address, and with none of --accept');
  });
});
