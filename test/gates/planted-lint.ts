/** A file that breaks one rule; `rule` is named as the gate reports it. */
export interface PlantedFile {
  readonly rule: string;
  readonly file: string;
  readonly content: string;
}

const lines = (count: number, line: string): string => `${Array.from({ length: count }, () => line).join('\n')}\n`;
const pure = 'atakora(pure-core)';

/** At least one violation of every lint rule that `.oxlintrc.json` names. */
export const plantedLint: readonly PlantedFile[] = [
  { rule: 'typescript(no-explicit-any)', file: 'src/state/any.ts', content: 'export const x = (a: any): unknown => a;\n' },
  {
    rule: 'typescript(consistent-type-imports)',
    file: 'src/state/value-import.ts',
    content: "import { Shape } from './shape.ts';\nexport const x = (a: Shape): Shape => a;\n",
  },
  { rule: 'import(no-default-export)', file: 'src/state/default-export.ts', content: 'export default 1;\n' },
  { rule: 'eslint(no-console)', file: 'src/state/console.ts', content: "console.log('x');\n" },
  { rule: 'eslint(max-lines)', file: 'src/state/long.ts', content: lines(401, '// one line') },
  {
    rule: 'eslint(max-lines-per-function)',
    file: 'src/state/long-function.ts',
    content: `export function long(): number {\n  let sum = 0;\n${lines(80, '  sum += 1;')}  return sum;\n}\n`,
  },
  {
    rule: 'import(max-dependencies)',
    file: 'src/state/many-imports.ts',
    content: Array.from({ length: 26 }, (_, n) => `import { x${n} } from './part-${n}.ts';\n`).join(''),
  },
  { rule: 'eslint(eqeqeq)', file: 'src/state/equal.ts', content: 'export const x = (a: number): boolean => a == 1;\n' },
  { rule: 'eslint(no-var)', file: 'src/state/var.ts', content: 'export var x = 1;\n' },
  { rule: 'eslint(prefer-const)', file: 'src/state/let.ts', content: 'let x = 1;\nexport const y = x;\n' },
  { rule: 'eslint(no-unused-vars)', file: 'src/state/unused-variable.ts', content: 'const x = 1;\n' },
  { rule: 'atakora(no-plain-error)', file: 'src/state/throw.ts', content: "export function f(): never {\n  throw new Error('x');\n}\n" },
  {
    rule: 'atakora(no-plain-error)',
    file: 'src/state/reject.ts',
    content: "export const f = (): Promise<never> => Promise.reject(new Error('x'));\n",
  },
  { rule: 'atakora(no-process-exit)', file: 'src/platform/exit.ts', content: 'process.exit(1);\n' },
  { rule: 'atakora(no-process-exit)', file: 'src/platform/computed-exit.ts', content: "process['exit'](1);\n" },
  { rule: 'atakora(no-process-exit)', file: 'src/platform/named-exit.ts', content: "import { exit } from 'node:process';\nexit(1);\n" },
  { rule: 'atakora(no-process-exit)', file: 'bin/exit.js', content: 'process.exit(1);\n' },
  { rule: 'atakora(no-barrel)', file: 'src/state/star.ts', content: "export * from './shape.ts';\n" },
  { rule: 'atakora(no-barrel)', file: 'src/state/index.ts', content: "export type { Shape } from './shape.ts';\n" },
  ...['utils', 'string-utils', 'helpers', 'common', 'types', 'lock-manager'].map((name) => ({
    rule: 'atakora(file-name)',
    file: `src/state/${name}.ts`,
    content: 'export const x = 1;\n',
  })),
  { rule: 'atakora(file-name)', file: 'src/state/CamelCase.ts', content: 'export const x = 1;\n' },
  { rule: 'atakora(file-name)', file: 'src/ui/ink/snake_case.tsx', content: 'export const x = 1;\n' },
  {
    rule: 'atakora(disable-with-reason)',
    file: 'src/state/disable.ts',
    content: "// oxlint-disable-next-line eslint/no-console\nconsole.log('x');\n",
  },
  {
    rule: 'atakora(disable-with-reason)',
    file: 'src/state/disable-all.ts',
    content: "// oxlint-disable-next-line -- it is printed for the user\nconsole.log('x');\n",
  },
  { rule: 'atakora(disable-with-reason)', file: 'src/state/ts-ignore.ts', content: '// @ts-ignore\nexport const x: string = 1;\n' },
  {
    rule: 'Unused oxlint-disable directive',
    file: 'src/state/unused-disable.ts',
    content: '// oxlint-disable-next-line eslint/no-console -- nothing is printed here\nexport const x = 1;\n',
  },
  { rule: pure, file: 'src/model/clock.ts', content: 'export const x = (): string => new Date().toISOString();\n' },
  { rule: pure, file: 'src/arm/now.ts', content: 'export const x = (): number => Date.now();\n' },
  { rule: pure, file: 'src/define/random.ts', content: 'export const x = (): number => Math.random();\n' },
  { rule: pure, file: 'src/resources/environment.ts', content: "export const x = process.env['HOME'];\n" },
  { rule: pure, file: 'src/engine/synth/network.ts', content: "export const x = (): unknown => fetch('http://localhost');\n" },
  { rule: pure, file: 'src/engine/plan/print.ts', content: "console.log('x');\n" },
  { rule: pure, file: 'src/engine/plan/duration.ts', content: 'export const x = (): number => performance.now();\n' },
  { rule: pure, file: 'src/ui/view-model.ts', content: 'export const x = (f: () => void): unknown => setTimeout(f, 1);\n' },
  { rule: pure, file: 'src/model/hidden.ts', content: "export const x: unknown = globalThis['Date'];\n" },
  { rule: pure, file: 'src/model/files.ts', content: "import { readFileSync } from 'node:fs';\nexport const x = readFileSync;\n" },
  { rule: pure, file: 'src/model/lazy-files.ts', content: "export const x = (): unknown => import('node:fs');\n" },
  { rule: pure, file: 'src/model/locale.ts', content: 'export const x = (a: string, b: string): number => a.localeCompare(b);\n' },
];

/** Files that look like violations and are none; the lint gate must say nothing about them. */
export const cleanOfLint: Readonly<Record<string, string>> = {
  'src/state/shape.ts': 'export interface Shape {\n  readonly sides: number;\n}\n',
  'src/index.ts': "export type { Shape } from './state/shape.ts';\n",
  'src/platform/clock.ts': 'export const now = (): string => new Date().toISOString();\n',
  'src/model/own-names.ts': 'export const name = (process: { readonly name: string }): string => process.name;\n',
  'src/model/date-type.ts': 'export interface Run {\n  readonly Date: string;\n  readonly process: string;\n}\n',
  'src/model/call-site.ts': "export const here = (): string => new Error('call site').stack ?? '';\n",
  'src/model/clock.test.ts': "if (Date.now() < 0) throw new Error('x');\n",
  'src/ui/ink/ApplyBoard.tsx': 'export const ApplyBoard = (): null => null;\n',
  'src/state/excused.ts': "// oxlint-disable-next-line eslint/no-console -- the user asked for this line\nconsole.log('x');\n",
};
