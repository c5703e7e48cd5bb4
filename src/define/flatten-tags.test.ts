import { expect, it } from 'vitest';
import { flattenTags } from './flatten-tags.ts';

it('makes tags of manifest fields: nested with dots, lists with commas, empty ones not at all', () => {
  expect(flattenTags({ costCenter: 42, team: { lead: 'Ada', members: ['Ada', 'Bob', null] }, pii: false, none: null, empty: '', list: [], deep: { er: { yet: 1 } } })).toEqual({
    costCenter: '42',
    'team.lead': 'Ada',
    'team.members': 'Ada,Bob',
    pii: 'false',
    'deep.er.yet': '1',
  });
});
