import { describe, expect, test } from 'vitest';
import type { Manifest } from '../engine/load/manifest-schema.ts';
import { chosenEnvironment } from './chosen-environment.ts';
import type { CommandContext } from './command-context.ts';

const manifest: Manifest = { schema: 1, id: '0f1e2d3c', project: 'shop' };

function choose(given: { readonly flag?: string; readonly variable?: string; readonly local?: boolean; readonly fallback?: string }) {
  const context = { options: { environment: given.flag, local: given.local === true }, platform: { env: { ATAKORA_ENV: given.variable } } } as unknown as CommandContext;
  return chosenEnvironment(context, { ...manifest, ...(given.fallback === undefined ? {} : { environment: given.fallback }) });
}

describe('the environment of a command', () => {
  test('is that of the flag, else of ATAKORA_ENV, else of the manifest, else dev', () => {
    expect(choose({ flag: 'qa', variable: 'staging', fallback: 'prod' })).toEqual({ environment: 'qa', from: 'flag', twin: false });
    expect(choose({ variable: 'staging', fallback: 'prod' })).toEqual({ environment: 'staging', from: 'ATAKORA_ENV', twin: false });
    expect(choose({ variable: '', fallback: 'prod' })).toEqual({ environment: 'prod', from: 'the manifest', twin: false });
    expect(choose({})).toEqual({ environment: 'dev', from: 'the default', twin: false });
  });

  test('is the twin by --local or by its name', () => {
    expect(choose({ flag: 'qa', local: true })).toMatchObject({ environment: 'qa', twin: true });
    expect(choose({ variable: 'qa@local' })).toMatchObject({ environment: 'qa', twin: true });
  });

  test.each(['qa@cloud', 'qa@local@local', 'qa@'])('"%s" is none', (flag) => {
    expect(() => choose({ flag })).toThrow(expect.objectContaining({ code: 'ATK1004' }));
  });
});
