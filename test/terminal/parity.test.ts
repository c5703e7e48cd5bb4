import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { eventsOf, runAtakora } from '../acceptance/run-atakora.ts';
import { atakora, edit, keys, makeFolder, shows } from './project-terminal.ts';

const { down, enter } = keys;
/** In the matrix: more memory for dev, then, three groups below, another SKU for prod. */
const enterSettings = `${down}${down} ${down.repeat(5)}\t  ${enter}`;
const id = '7f0e1d2c-3b4a-4958-8675-a4b3c2d1e0f9';

/** All files of a folder with their text; the state of the user beside it is not in it. */
function filesIn(folder: string, below = ''): Readonly<Record<string, string>> {
  return Object.assign({}, ...readdirSync(join(folder, below)).map((name) => {
    const path = below === '' ? name : `${below}/${name}`;
    return statSync(join(folder, path)).isDirectory() ? filesIn(folder, path) : { [path]: readFileSync(join(folder, path), 'utf8') };
  })) as Readonly<Record<string, string>>;
}

/** The same person, who types: uploads, in northeurope, for dev and prod, with a tag. */
const byWay: Readonly<Record<string, (folder: string) => Promise<void>>> = {
  'on the screen': async (folder) => {
    const terminal = atakora(folder, ['init']);
    const steps = [['What is the project called?', enter], ['Which organization', `Harbour Books${enter}`], ['What do you start from?', down + enter], ['Which region?', `northeurope${enter}`], ['Which Azure subscription?', enter], ['Which environments?', enter], ['Which one is meant', enter], ['Which settings differ', enterSettings], ['What becomes of the secrets?', enter], ['Which tags', `owner=anna${enter}`], ['nothing is written yet', enter]] as const;
    for (const [question, typed] of steps) {
      await terminal.until(question, shows(question));
      await terminal.type(typed);
    }
    await terminal.until('the offer of a plan', shows('Run atakora plan'));
    terminal.typeLine(`n${enter}`);
    expect(await terminal.ended()).toBe(0);
  },
  'line by line, for a screen reader': (folder) => byLines(folder, ['init', '--screen-reader'], {}),
  'line by line, on a dumb terminal': (folder) => byLines(folder, ['init'], { TERM: 'dumb' }),
  'by flags': async (folder) => {
    const ended = await runAtakora(['init', '--name', 'shop', '--organization', 'Harbour Books', '--template', 'uploads', '--location', 'northeurope', '--environments', 'dev,prod', '--default-env', 'dev', '--set', 'prod.storage.sku=Standard_GZRS', '--set', 'dev.functionApp.instanceMemoryMb=4096', '--tags', 'owner=anna', '--yes'], { cwd: folder });
    expect(ended.code, ended.stderr).toBe(0);
  },
  'by a file of answers, with JSON': async (folder) => {
    const answers = join(folder, '..', 'answers.json');
    writeFileSync(answers, JSON.stringify({ project: 'shop', organization: 'Harbour Books', template: 'uploads', location: 'northeurope', environments: ['dev', 'prod'], defaultEnvironment: 'dev', settings: { 'prod.storage.sku': 'Standard_GZRS', 'dev.functionApp.instanceMemoryMb': 4096 }, tags: { owner: 'anna' } }));
    const ended = await runAtakora(['init', '--answers', '../answers.json', '--yes', '--json'], { cwd: folder });
    expect(ended.code, ended.stderr).toBe(0);
    expect(JSON.parse(ended.stdout)).toMatchObject({ next: ['atakora plan --local', 'atakora apply --local', 'atakora secrets set SCAN_API_KEY'] });
  },
};

async function byLines(folder: string, args: readonly string[], env: Readonly<Record<string, string>>): Promise<void> {
  const terminal = atakora(folder, args, { env });
  const steps = [['What is the project called?', ''], ['Which organization', 'Harbour Books'], ['What do you start from?', '2'], ['Which region?', 'northeurope'], ['Which Azure subscription?', ''], ['Which environments?', ''], ['Which one is meant', ''], ['Change settings?', 'y'], ['ENV.SETTING=VALUE', 'prod.storage.sku=Standard_GZRS'], ['prod.storage.sku is Standard_GZRS', 'dev.functionApp.instanceMemoryMb=4096'], ['instanceMemoryMb is 4096', ''], ['Number (Enter for 1)', ''], ['Which tags', 'owner=anna'], ['Write 16 files?', 'y'], ['Run atakora plan', 'n']] as const;
  for (const [question, typed] of steps) {
    await terminal.until(question, (screen) => shows(question)(screen) && /(?::|\((?:Y\/n|y\/N)\))$/.test(screen.findLast((line) => line.trim() !== '')?.trimEnd() ?? ''));
    terminal.typeLine(typed + enter);
  }
  expect(await terminal.ended()).toBe(0);
}

test('the same answers give the same files and the same plan, however they are given', { timeout: 180_000 }, async () => {
  const made = [];
  for (const [way, begin] of Object.entries(byWay)) {
    const folder = makeFolder('shop');
    await begin(folder);
    const manifest = readFileSync(join(folder, '.atakora/manifest.json'), 'utf8');
    // The id is random, and names come from it.
    edit(folder, '.atakora/manifest.json', /"id": "([^"]+)"/.exec(manifest)?.[1] ?? '', id);
    const plan = await runAtakora(['plan', '--local', '--json'], { cwd: folder });
    const hash = eventsOf(plan.stdout).flatMap((event) => (event.type === 'plan' ? [(event['plan'] as { readonly hash: string }).hash] : []));
    expect(hash, `${way}: ${plan.stderr}`).toHaveLength(1);
    made.push({ way, files: filesIn(folder), hash });
  }
  const [first, ...others] = made;
  expect(Object.keys(first?.files ?? {}).length).toBeGreaterThan(14);
  for (const other of others) {
    expect(other.files, other.way).toEqual(first?.files);
    expect(other.hash, other.way).toEqual(first?.hash);
  }
});
