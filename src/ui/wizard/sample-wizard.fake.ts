import type { Answers, PlannedFile } from './answers.ts';
import type { QuestionSources } from './question.ts';

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
