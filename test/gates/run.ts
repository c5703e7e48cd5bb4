import { checkDeadCode } from './check-dead-code.ts';
import { checkLayers } from './check-layers.ts';
import { checkLint } from './check-lint.ts';
import { checkTypes } from './check-types.ts';
import { gateFailures, type GateResult, projectRoot, uninspectedFiles } from './gate.ts';
import { sourceFiles } from './source-files.ts';

const gates: Readonly<Record<string, (root: string) => GateResult | Promise<GateResult>>> = {
  types: checkTypes,
  lint: checkLint,
  layers: checkLayers,
  dead: checkDeadCode,
};

const name = process.argv[2] ?? '';
const gate = gates[name];
if (gate === undefined) throw new Error(`no gate ${name}; there are ${Object.keys(gates).join(', ')}`);

const result = await gate(projectRoot);
const failures = gateFailures(name, projectRoot, result);
const total = sourceFiles(projectRoot).length;
for (const failure of failures) console.error(failure);
console.log(`${name}: ${total - uninspectedFiles(projectRoot, result).length} of ${total} source files inspected, ${failures.length} findings`);
if (failures.length > 0) process.exitCode = 1;
