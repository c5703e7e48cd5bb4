import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Manifest } from '../engine/load/manifest-schema.ts';
import { chosenEnvironment } from './chosen-environment.ts';
import type { CommandContext } from './command-context.ts';
import { writeChoice } from './environment-choice.ts';

const manifest: Manifest = { schema: 1, id: '0f1e2d3c', project: 'shop' };

interface Given {
  readonly flag?: string;
  readonly variable?: string;
  readonly used?: string;
  readonly ci?: string;
  readonly local?: boolean;
  readonly fallback?: string;
}

function choose(given: Given) {
  const cwd = mkdtempSync(join(tmpdir(), 'atakora-chosen-'));
  onTestFinished(() => rmSync(cwd, { recursive: true, force: true }));
  if (given.used !== undefined) {
    writeChoice(cwd, given.used);
  }
  const context = { options: { environment: given.flag, local: given.local === true, cwd: undefined }, platform: { cwd, env: { ATAKORA_ENV: given.variable, CI: given.ci } } } as unknown as CommandContext;
  return chosenEnvironment(context, { ...manifest, ...(given.fallback === undefined ? {} : { environment: given.fallback }) });
}

describe('the environment of a command', () => {
  test('is that of the flag, else of ATAKORA_ENV, else of env use, else of the manifest, else dev', () => {
    expect(choose({ flag: 'qa', variable: 'staging', used: 'demo', fallback: 'prod' })).toEqual({ environment: 'qa', from: 'flag', twin: false });
    expect(choose({ variable: 'staging', used: 'demo', fallback: 'prod' })).toEqual({ environment: 'staging', from: 'ATAKORA_ENV', twin: false });
    expect(choose({ used: 'demo', fallback: 'prod' })).toEqual({ environment: 'demo', from: 'env use', twin: false });
    expect(choose({ variable: '', fallback: 'prod' })).toEqual({ environment: 'prod', from: 'the manifest', twin: false });
    expect(choose({})).toEqual({ environment: 'dev', from: 'the default', twin: false });
  });

  test('is never that of env use where CI is set', () => {
    expect(choose({ used: 'demo', fallback: 'prod', ci: 'true' })).toEqual({ environment: 'prod', from: 'the manifest', twin: false });
    expect(choose({ used: 'demo', ci: '1' })).toMatchObject({ environment: 'dev' });
    expect(choose({ used: 'demo', ci: 'false' })).toMatchObject({ environment: 'demo' });
    expect(choose({ used: 'demo', ci: '' })).toMatchObject({ environment: 'demo' });
  });

  test('is the twin by --local or by its name', () => {
    expect(choose({ flag: 'qa', local: true })).toMatchObject({ environment: 'qa', twin: true });
    expect(choose({ variable: 'qa@local' })).toMatchObject({ environment: 'qa', twin: true });
    expect(choose({ used: 'qa@local' })).toMatchObject({ environment: 'qa', twin: true });
  });

  test.each(['qa@cloud', 'qa@local@local', 'qa@'])('"%s" is none', (flag) => {
    expect(() => choose({ flag })).toThrow(expect.objectContaining({ code: 'ATK1004' }));
  });
});
