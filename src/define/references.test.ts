import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseReferences } from './references.ts';

const value = (text: string) => parseReferences(text).value;

describe('references in texts', () => {
  it('become expressions, alone or among other text', () => {
    expect(value('${cosmos.endpoint}')).toEqual({ $: 'ref', target: 'cosmos', output: 'endpoint' });
    expect(value('${cosmos.reports.endpoint}')).toEqual({ $: 'ref', target: 'cosmos.reports', output: 'endpoint' });
    expect(value('${ azure.location }')).toEqual({ $: 'context', key: 'location' });
    expect(value('${self.queue.id}')).toEqual({ $: 'ref', target: 'self.queue', output: 'id' });
    expect(value('${backend.uploads.queue.name}')).toEqual({ $: 'ref', target: 'backend.uploads.queue', output: 'name' });
    expect(value('a${azure.environment}-${storage.accountName}/b')).toEqual({
      $: 'concat',
      parts: ['a', { $: 'context', key: 'environment' }, '-', { $: 'ref', target: 'storage', output: 'accountName' }, '/b'],
    });
  });

  it('are written as text with a second dollar sign', () => {
    expect(value('$${cosmos.endpoint}')).toBe('${cosmos.endpoint}');
    expect(value('$${a}${azure.project}')).toEqual({ $: 'concat', parts: ['${a}', { $: 'context', key: 'project' }] });
    expect(parseReferences('$${anything at all').problems).toEqual([]);
  });

  it('leave any text alone that has none', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('${')),
        (text) => {
          expect(parseReferences(text)).toEqual({ value: text, problems: [] });
        },
      ),
    );
  });

  it('are found again when everything that could be one is escaped', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('$', '{', '}', 'a', '.', '${', '${azure.location}')), (parts) => {
        // A `$` in front of `${` would already read as an escape, so it is set apart.
        const text = parts.join('').replace(/\$+(?=\$\{)/g, '');
        expect(parseReferences(text.replaceAll('${', () => '$${'))).toEqual({ value: text, problems: [] });
      }),
    );
  });

  it('to a fact of the environment that does not exist name the nearest', () => {
    const [problem] = parseReferences('x${azure.subscripionId}').problems;
    expect(problem).toMatchObject({ code: 'ATK1304', hint: 'Did you mean "${azure.subscriptionId}"?' });
    expect(problem?.summary).toContain('"${azure.subscripionId}"');
    expect(parseReferences('${azure.banana}').problems[0]?.hint).toContain('azure.tenantId');
    expect(parseReferences('${azure.location.name}').problems).toHaveLength(1);
  });

  it('that cannot be read say how to write a plain text', () => {
    for (const text of ['${HOME}', '${a b.c}', '${', '${cosmos.endpoint', '${}', '${self.queue}', '${backend.queue}']) {
      const { problems } = parseReferences(text);
      expect(problems, text).toHaveLength(1);
      expect(problems[0], text).toMatchObject({ code: 'ATK1304', hint: 'Write $${ for a plain ${ in a text.' });
    }
  });

  it('tell all that is wrong in one text', () => {
    expect(parseReferences('${azure.x} ${HOME} ${cosmos.endpoint}').problems).toHaveLength(2);
  });
});
