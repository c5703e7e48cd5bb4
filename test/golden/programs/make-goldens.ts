/* Makes the golden files of one example, in a process of its own: Vitest would resolve and transform the imports of a user's backend itself. */
import { mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyExample } from '../copy-example.ts';
import { exampleCases } from '../example-cases.ts';
import type { ExampleCase } from '../example-cases.ts';
import { normalEvents, normalText, planOf } from '../normal-output.ts';
import { createWorkbench } from '../workbench.ts';
import type { Workbench } from '../workbench.ts';

/** Path below `snapshots/<example>/` → text. */
type Goldens = Record<string, string>;

const environments = ['dev', 'qa', 'staging', 'prod'] as const;

/** Templates, graph and first plan of an environment that nothing was applied to. */
async function environmentGoldens(bench: Workbench, environment: string): Promise<Goldens> {
  const out = mkdtempSync(join(bench.folder, 'out-'));
  const base = ['--local', '--env', environment];
  await bench.text('synth', ...base, '--out', out);
  const templates = readdirSync(out).filter((name) => name.endsWith('.template.json'));
  return {
    ...Object.fromEntries(templates.map((name) => [`${environment}/templates/${name}`, readFileSync(join(out, name), 'utf8')])),
    [`${environment}/graph.txt`]: await bench.text('graph', ...base),
    [`${environment}/plan.txt`]: await bench.text('plan', ...base),
  };
}

/** From the first plan to the destruction of everything, in dev. */
async function lifeGoldens(bench: Workbench, change: ExampleCase['change']): Promise<Goldens> {
  const goldens: Goldens = {
    'dev/plan-80.txt': await bench.at(80).text('plan', '--local'),
    'dev/plan-40.txt': await bench.at(40).text('plan', '--local'),
  };
  const plan = planOf(await bench.text('plan', '--local', '--json'));
  goldens['dev/plan.json'] = `${JSON.stringify(plan, null, 2)}\n`;
  // The same apply twice, in two copies: once as people see it, once as programs do.
  const twin = bench.copy();
  goldens['dev/apply.txt'] = normalText(await bench.text('apply', '--local', '--yes'));
  goldens['dev/events.ndjson'] = normalEvents(await twin.text('apply', '--local', '--yes', '--json'), plan);
  goldens['dev/outputs.txt'] = await bench.text('outputs', '--local');
  goldens['dev/state-list.txt'] = await bench.text('state', 'list', '--local');
  goldens['dev/plan-again.txt'] = await bench.text('plan', '--local');
  const file = join(twin.folder, change.file);
  const before = readFileSync(file, 'utf8');
  if (!before.includes(change.from)) {
    throw new Error(`${change.file} has no ${change.from}`);
  }
  writeFileSync(file, before.replace(change.from, change.to));
  goldens['dev/plan-change.txt'] = await twin.text('plan', '--local');
  goldens['dev/destroy.txt'] = normalText(await bench.text('destroy', '--local', '--yes', '--concurrency', '1'));
  return goldens;
}

const found = exampleCases.find((candidate) => candidate.name === process.argv[2]);
if (found === undefined) {
  throw new Error(`no example ${process.argv[2] ?? ''}`);
}
const base = realpathSync(mkdtempSync(join(tmpdir(), 'atakora-golden-')));
try {
  const goldens: Goldens = {};
  for (const environment of environments) {
    const folder = join(base, environment);
    copyExample(found.name, folder);
    Object.assign(goldens, await environmentGoldens(createWorkbench(folder), environment));
  }
  Object.assign(goldens, await lifeGoldens(createWorkbench(join(base, 'dev')), found.change));
  process.stdout.write(JSON.stringify(goldens));
} finally {
  rmSync(base, { recursive: true, force: true });
}
