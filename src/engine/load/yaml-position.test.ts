import { describe, expect, test } from 'vitest';
import { locateInYaml } from './yaml-position.ts';

const text = `# settings
environments:
  staging:
    extends: prod   # as prod
    "protectStores": false

  'pre-prod': { cosmos: { mode: autoscale }, protectStores: true }
  demo:
      monitoring:
        retentionDays: 90
      cosmos:
        regions:
          - northeurope
`;

describe('the place of a setting in YAML', () => {
  test.each<readonly [path: string, line: number, column: number]>([
    ['environments', 2, 1],
    ['environments/staging', 3, 3],
    ['environments/staging/extends', 4, 5],
    ['environments/staging/protectStores', 5, 5],
    ['environments/pre-prod', 7, 3],
    ['environments/pre-prod/cosmos', 7, 17],
    ['environments/pre-prod/cosmos/mode', 7, 27],
    ['environments/pre-prod/protectStores', 7, 46],
    ['environments/demo/monitoring/retentionDays', 10, 9],
    ['environments/demo/cosmos/regions/0', 12, 9],
    ['environments/demo/vault/softDeleteDays', 8, 3],
  ])('of %s is line %i, column %i', (path, line, column) => {
    expect(locateInYaml(text, path.split('/'))).toEqual({ line, column });
    expect(locateInYaml(text.replaceAll('\n', '\r\n'), path.split('/'))).toEqual({ line, column });
  });

  test('is not known for a key that the top does not have', () => {
    expect(locateInYaml(text, ['enviroments'])).toBeUndefined();
    expect(locateInYaml('', ['environments'])).toBeUndefined();
  });
});
