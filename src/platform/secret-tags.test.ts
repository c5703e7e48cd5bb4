import { describe, expect, it } from 'vitest';
import { parseRunId } from '../model/run-id.ts';
import { secretTags } from './secret-tags.ts';
import { fakePlatform } from './test-platform.fake.ts';

const context = { platform: fakePlatform().platform, run: parseRunId('synth-20260115-100000-00000001') };

describe('tags of a version', () => {
  it('say who declared it, who set it, in which run and from where', () => {
    expect(secretTags(context, { components: ['pay', 'bill', 'pay'], source: 'prompt', own: { team: 'blue', 'atakora:run': 'forged' } })).toEqual({
      'atakora:declared-by': 'bill,pay',
      'atakora:owner': 'tester@here',
      'atakora:run': context.run,
      'atakora:source': 'prompt',
      team: 'blue',
    });
    expect(secretTags(context, { components: [], source: 'stdin' })).not.toHaveProperty('atakora:declared-by');
  });

  it('fit what a vault takes: 15 of at most 256 characters, whole names of components', () => {
    const components = Array.from({ length: 60 }, (_, at) => `component${at}`);
    const own = Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`tag${at}`, 'x'.repeat(300)]));
    const tags = secretTags(context, { components, source: 'file', own });
    expect(Object.keys(tags)).toHaveLength(15);
    expect(Math.max(...Object.values(tags).map(({ length }) => length))).toBe(256);
    expect(tags['atakora:declared-by']).toMatch(/^(component\d+,)+…$/);
    expect(tags['atakora:declared-by']?.split(',').slice(0, -1).every((name) => components.includes(name))).toBe(true);
  });
});
