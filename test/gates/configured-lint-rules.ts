import { readFileSync } from 'node:fs';
import { parse } from 'jsonc-parser';
import { z } from 'zod';
import { projectRoot } from './gate.ts';

const rules = z.record(z.string(), z.unknown());
const configuration = z.object({ rules, overrides: z.array(z.object({ rules })) });

/** The rules that `.oxlintrc.json` switches on by name, as the linter reports them: `plugin(rule)`, each once. */
export function configuredLintRules(): readonly string[] {
  const { rules: everywhere, overrides } = configuration.parse(parse(readFileSync(`${projectRoot}/.oxlintrc.json`, 'utf8')));
  const entries = [everywhere, ...overrides.map((override) => override.rules)].flatMap((set) => Object.entries(set));
  const names = entries.filter(([, setting]) => setting !== 'off').map(([name]) => name.replace(/^([^/]+)\/(.+)$/, '$1($2)'));
  return [...new Set(names)];
}
