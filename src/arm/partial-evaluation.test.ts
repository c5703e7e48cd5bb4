import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deployment } from './deployment.fake.ts';
import type { Value } from './expression.ts';
import { evaluateJson } from './evaluate-json.ts';
import { createEvaluation } from './evaluation.ts';
import { renderValue } from './render-value.ts';
import type { Scope } from './scope.ts';
import { ArmTemplateError } from './template-error.ts';

const answer = { text: 'live', number: 3, yes: true, list: ['p', 'q'], bag: { k: 'v', '[odd]': 1 } };
const live = (property: string) => `reference('/subscriptions/s/providers/A.B/c/x', '1').${property}`;

const terms = fc.letrec<Record<'text' | 'number' | 'yes' | 'list' | 'bag', string>>((tie) => {
  const call = (name: string, ...args: fc.Arbitrary<string>[]) => fc.tuple(...args).map((texts) => `${name}(${texts.join(', ')})`);
  const inLambda = (name: string, body: fc.Arbitrary<string>) => fc.tuple(tie('list'), body).map(([list, text]) => `${name}(${list}, lambda('e', ${text}))`);
  const element = fc.constant("string(lambdaVariables('e'))");
  const choices = <T extends string>(...options: fc.Arbitrary<T>[]) => fc.oneof({ depthSize: 'small', withCrossShrink: true }, ...options);
  return {
    text: choices(
      fc.constantFrom("'a'", "'[b]'", "'it''s'", "variables('greeting')", live('text')),
      call('concat', tie('text'), tie('text')),
      call('toUpper', tie('text')),
      call("format", fc.constant("'{0}/{1}'"), tie('text'), tie('number')),
      call('if', tie('yes'), tie('text'), tie('text')),
      call('coalesce', fc.constant('null()'), tie('text')),
      call('string', tie('bag')),
      fc.tuple(tie('bag'), tie('text')).map(([bag, text]) => `string(tryGet(${bag}, ${text}))`),
    ),
    number: choices(fc.constantFrom('1', '2', live('number')), call('add', tie('number'), tie('number')), call('length', tie('list')), call('max', tie('number'), tie('number')), call('indexOf', tie('text'), tie('text'))),
    yes: choices(fc.constantFrom('true()', 'false()', live('yes')), call('and', tie('yes'), tie('yes')), call('or', tie('yes'), tie('yes')), call('not', tie('yes')), call('equals', tie('text'), tie('text')), call('empty', tie('list')), call('contains', tie('list'), tie('text'))),
    list: choices(
      fc.constantFrom("createArray('x')", live('list')),
      call('createArray', tie('text'), tie('number')),
      call('concat', tie('list'), tie('list')),
      call('union', tie('list'), tie('list')),
      call('take', tie('list'), tie('number')),
      call('objectKeys', tie('bag')),
      inLambda('map', call('concat', element, tie('text'))),
      inLambda('filter', call('contains', element, tie('text'))),
    ),
    bag: choices(fc.constantFrom("createObject('k', 1)", live('bag')), call('createObject', fc.constant("'m'"), tie('list')), call('union', tie('bag'), tie('bag')), call('createObject', tie('text'), tie('number')), fc.tuple(tie('text')).map(([text]) => `shallowMerge(createArray(createObject('z', ${text}), ${live('bag')}))`)),
  };
});

function attempt(work: () => Value): Value | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof ArmTemplateError) return undefined;
    throw error;
  }
}

test('evaluating now what is known and the rest later gives what evaluating all at once gives', () => {
  const evaluation = createEvaluation(deployment({ variables: { greeting: '[[hello]' } }));
  const blind: Scope = { ...evaluation.scope('body'), resolve: (id) => [{ id, type: 'A.B/c', name: 'x', own: false }] };
  const seeing: Scope = { ...blind, references: { reference: () => answer, list: () => undefined } };
  let compared = 0;
  fc.assert(
    fc.property(fc.oneof(terms.text, terms.number, terms.yes, terms.list, terms.bag), (text) => {
      const atOnce = attempt(() => evaluateJson(`[${text}]`, seeing, ''));
      if (atOnce === undefined) return;
      const first = evaluateJson(`[${text}]`, blind, '');
      expect(evaluateJson(renderValue(first, true), seeing, '')).toEqual(atOnce);
      compared += 1;
    }),
    { numRuns: 500 },
  );
  expect(compared).toBeGreaterThan(250);
});
