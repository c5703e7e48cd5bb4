import { describe, expect, it } from 'vitest';
import type { Requirement } from '../../model/definition.ts';
import type { ValueObject } from '../../model/value.ts';
import { component, composed, errorsOf } from './synth-case.fake.ts';

const asks = (id: string, line: number, config: ValueObject): ReturnType<typeof component> => {
  const requirement: Requirement = { resourceType: 'cosmos', requirementKey: 'main', config, component: id, origin: { file: 'atakora/backend.ts', line } };
  return component(id, { requirements: [requirement], origin: requirement.origin });
};
const container = (name: string): ValueObject => ({ containers: [{ name, partitionKey: '/id' }] });

describe('the origin of shared resources', () => {
  const graph = composed([asks('one', 11, container('ones')), asks('two', 22, container('twos'))]);
  const placeOf = (name: RegExp): readonly (number | undefined)[] => {
    const node = graph.nodes.find(({ address }) => name.test(address));
    return [node?.origin?.line, ...(node?.alsoFrom ?? []).map(({ line }) => line)];
  };

  it('is that of the component that asks for the very resource', () => {
    expect(errorsOf(graph)).toEqual([]);
    expect(placeOf(/cosmos\.main\/.*ones$/)).toEqual([11]);
    expect(placeOf(/cosmos\.main\/.*twos$/)).toEqual([22]);
  });

  it('is that of all for what all share', () => {
    expect(placeOf(/cosmos\.main\/account$/)).toEqual([11, 22]);
    expect(placeOf(/group\.main\/group$/)).toEqual([11, 22]);
  });

  it('changes no name and reports nothing twice', () => {
    const bad = composed([asks('one', 11, container('a')), asks('two', 22, container('b'))], { options: { names: { 'main/cosmos.main/account': '---' } } });
    expect(errorsOf(bad)).toHaveLength(1);
  });
});
