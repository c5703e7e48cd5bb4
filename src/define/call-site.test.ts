import { describe, expect, it } from 'vitest';
import { callSite, firstUserFrame } from './call-site.ts';

function define(): ReturnType<typeof callSite> {
  return callSite(define);
}

describe('the place of a definition', () => {
  it('is the line that called, not the line inside of the library', () => {
    const first = define();
    const second = define();
    expect(first?.file).toMatch(/call-site\.test\.ts$/);
    expect((second?.line ?? 0) - (first?.line ?? 0)).toBe(1);
    expect(first?.column).toBeGreaterThan(1);
  });

  it('is found in every form of frame that V8 writes', () => {
    const at = (frame: string) => firstUserFrame(`Error\n    at ${frame}`);
    expect(at('file:///p/backend.ts:3:10')).toEqual({ file: 'file:///p/backend.ts', line: 3, column: 10 });
    expect(at('async file:///p/backend.ts:3:10')).toEqual({ file: 'file:///p/backend.ts', line: 3, column: 10 });
    expect(at('Object.<anonymous> (/p/back end.ts:3:10)')).toEqual({ file: '/p/back end.ts', line: 3, column: 10 });
    expect(at('new Feedback (file:///p/(group)/a.ts:3:10)')).toEqual({ file: 'file:///p/(group)/a.ts', line: 3, column: 10 });
    expect(at('Object.define [as make] (file:///C:/p/a.ts:1:2)')).toEqual({ file: 'file:///C:/p/a.ts', line: 1, column: 2 });
  });

  it('leaves out what the loader adds to the address of a module', () => {
    expect(firstUserFrame('Error\n    at file:///p/backend.ts?v=12:3:10')?.file).toBe('file:///p/backend.ts');
  });

  it('passes over frames of Node and of evaluated text', () => {
    const stack = 'Error\n    at ModuleJob.run (node:internal/modules/esm/module_job:430:25)\n    at <anonymous>:1:1\n    at native\n    at file:///p/a.ts:7:1';
    expect(firstUserFrame(stack)).toEqual({ file: 'file:///p/a.ts', line: 7, column: 1 });
    expect(firstUserFrame('Error')).toBeUndefined();
  });

  it('is unknown when the program keeps no stacks', () => {
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 0;
    try {
      expect(define()).toBeUndefined();
    } finally {
      Error.stackTraceLimit = limit;
    }
  });
});
