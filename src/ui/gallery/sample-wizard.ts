import type { Answers, PlannedFile } from '../wizard/answers.ts';
import type { Matrix } from '../wizard/matrix.ts';
import type { AzureAccount, QuestionSources } from '../wizard/question.ts';

const geographies = ['Europe', 'Asia Pacific', 'United States', 'South America'];

/** Sixty regions and three templates, with a project name found in the folder. */
export const sampleSources: QuestionSources = {
  detected: { project: 'feedback' },
  regions: [
    { name: 'westeurope', displayName: 'West Europe', geography: 'Europe' },
    { name: 'northeurope', displayName: 'North Europe', geography: 'Europe' },
    { name: 'swedencentral', displayName: 'Sweden Central', geography: 'Europe' },
    ...Array.from({ length: 57 }, (_, index) => ({ name: `region${index + 1}`, displayName: `Region ${index + 1}`, geography: geographies[index % 4] ?? 'Europe' })),
  ],
  templates: [
    { name: 'feedback-api', title: 'an HTTP API on Cosmos DB' },
    { name: 'uploads', title: 'uploads, a queue and a worker' },
    { name: 'empty', title: 'a backend without components' },
  ],
};

/** What `init` would write into a folder that has a package.json. */
export function sampleFiles(answers: Answers): readonly PlannedFile[] {
  return [
    { path: '.atakora/manifest.json', after: `${JSON.stringify(answers, null, 2)}\n` },
    { path: 'atakora/backend.ts', after: `// ${answers.template}\nexport default {};\n` },
    { path: 'package.json', before: '{\n  "name": "x",\n  "private": true\n}\n', after: '{\n  "name": "x",\n  "private": true,\n  "dependencies": { "atakora": "^0.1.0" }\n}\n' },
    { path: 'tsconfig.json', before: '{}\n', after: '{}\n' },
  ];
}

/** What somebody sees who may use three subscriptions, and works on the second. */
export const sampleAccount: AzureAccount = {
  who: 'anna@example.com',
  subscriptions: [
    { id: '22222222-2222-4222-8222-222222222222', name: 'Harbour Development', tenantId: '99999999-9999-4999-8999-999999999999', isCurrent: true },
    { id: '11111111-1111-4111-8111-111111111111', name: 'Harbour Production', tenantId: '99999999-9999-4999-8999-999999999999' },
    { id: '33333333-3333-4333-8333-333333333333', name: 'Sandbox', tenantId: '88888888-8888-4888-8888-888888888888' },
  ],
};

/** A table of two settings. */
export function sampleMatrix(columns: readonly string[]): Matrix {
  return {
    columns,
    rows: [
      { key: 'cosmos.mode', group: 'cosmos', label: 'mode', values: ['serverless', 'autoscale'], detail: 'How throughput is paid for.' },
      { key: 'storage.sku', group: 'storage', label: 'sku', values: ['LRS', 'ZRS', 'GRS'], detail: 'How many copies there are, and where.' },
    ],
    base: (column, key) => (key === 'cosmos.mode' ? (column === 'prod' ? 'autoscale' : 'serverless') : 'LRS'),
    checkCell: () => undefined,
    checkAll: () => undefined,
  };
}
