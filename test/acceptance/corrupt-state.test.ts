import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonicalJson, prettyJson } from '../../src/model/canonical-json.ts';
import type { Json, JsonObject } from '../../src/model/json.ts';
import type { Azurite } from '../conformance/azurite-process.ts';
import { startAzurite } from '../conformance/azurite-process.ts';
import { told } from './run-atakora.ts';
import type { StatefulProject } from './state-places.ts';
import { inContainer, inFiles } from './state-places.ts';
import { lookAtWorld } from './world-view.ts';

let azurite: Azurite | undefined;

beforeAll(async () => {
  azurite = await startAzurite();
});
afterAll(async () => {
  await azurite?.stop();
});

const world = 'environments-world';
const account = 'main/storage.main/account';

/** A stored text made of the good one. */
type Damage = (text: string) => string;

interface Case {
  readonly name: string;
  readonly damage: Damage;
  readonly code: string;
  readonly exit: number;
  /** In the message. */
  readonly says: string;
  /** In the hint, or the registry's mend: the way back. */
  readonly back: string;
}

/** The document with a change and a digest that fits it, as another program would write it. */
function rewritten(change: (document: Record<string, Json>) => void): Damage {
  return (text) => {
    const { digest: _digest, ...document } = JSON.parse(text) as Record<string, Json>;
    change(document);
    return prettyJson({ ...document, digest: createHash('sha256').update(canonicalJson(document)).digest('hex') });
  };
}

function resourcesOf(document: Record<string, Json>): Record<string, JsonObject> {
  return document['resources'] as Record<string, JsonObject>;
}

const history = 'atakora state restore SERIAL';
const cases: readonly Case[] = [
  { name: 'truncated', damage: (text) => text.slice(0, text.length / 2), code: 'ATK1701', exit: 1, says: 'it may be truncated', back: history },
  { name: 'without its last byte', damage: (text) => text.slice(0, -1), code: 'ATK1701', exit: 1, says: 'it was edited after it was written', back: history },
  { name: 'emptied', damage: () => '', code: 'ATK1701', exit: 1, says: 'it is empty', back: history },
  { name: 'overwritten with zeros', damage: (text) => '\0'.repeat(text.length), code: 'ATK1701', exit: 1, says: 'is damaged', back: history },
  { name: 'with one changed byte', damage: (text) => text.replace('TLS1_2', 'TLS1_0'), code: 'ATK1701', exit: 1, says: 'it was edited after it was written', back: history },
  { name: 'with the marks of a merge conflict', damage: (text) => `<<<<<<< HEAD\n${text}=======\n${text}>>>>>>> other\n`, code: 'ATK1701', exit: 1, says: 'not valid JSON', back: history },
  { name: 'written twice into one file', damage: (text) => text + text, code: 'ATK1701', exit: 1, says: 'is damaged', back: history },
  { name: 'with one address twice', damage: (text) => text.replace(`"${account}": {`, `"${account}": {}, "${account}": {`), code: 'ATK1701', exit: 1, says: `"${account}" stands in it twice`, back: history },
  { name: 'with one resource under two addresses', damage: rewritten((document) => (resourcesOf(document)['main/storage.main/twin'] = resourcesOf(document)[account] ?? {})), code: 'ATK1701', exit: 1, says: 'have the same resource id', back: history },
  { name: 'of another program', damage: () => '{"version":4,"terraform_version":"1.9.0","serial":3,"lineage":"x","resources":[]}\n', code: 'ATK1702', exit: 1, says: 'has version 4', back: 'Update Atakora' },
  { name: 'of a newer Atakora', damage: rewritten((document) => Object.assign(document, { version: 2, tool: 'atakora 9.0.0' })), code: 'ATK1702', exit: 1, says: 'has version 2, written by atakora 9.0.0', back: 'Update Atakora' },
  { name: 'of a version that never was', damage: rewritten((document) => (document['version'] = 0)), code: 'ATK1701', exit: 1, says: 'version', back: history },
  { name: 'of another project', damage: rewritten((document) => (document['project'] = 'somebody-else')), code: 'ATK1703', exit: 5, says: 'project somebody-else', back: 'Point the environment to its own state' },
  { name: 'of another environment', damage: rewritten((document) => (document['environment'] = 'prod')), code: 'ATK1703', exit: 5, says: 'environment prod', back: 'Point the environment to its own state' },
  { name: 'of an environment in another subscription', damage: rewritten((document) => (document['subscriptionId'] = '33333333-3333-4333-8333-333333333333')), code: 'ATK1710', exit: 5, says: 'its state to 33333333-3333-4333-8333-333333333333', back: 'Destroy it first' },
  { name: 'older than the lock file knows', damage: rewritten((document) => (document['serial'] = 1)), code: 'ATK1707', exit: 5, says: 'serial 2', back: 'atakora state' },
  { name: 'of another lineage', damage: rewritten((document) => (document['lineage'] = '44444444-4444-4444-8444-444444444444')), code: 'ATK1708', exit: 5, says: '44444444-4444-4444-8444-444444444444', back: 'atakora state' },
];

/** Commands that work on the record; `state show` asks for one that is there. */
const commands = [['plan'], ['apply', '--yes'], ['state', 'show', account], ['destroy', '--yes']] as const;

/** An environment whose state has a version before the present one. */
async function applied(make: () => Promise<StatefulProject>): Promise<StatefulProject> {
  const at = await make();
  await at.done('apply', '--yes');
  at.project.write('atakora/backend.ts', at.project.read('atakora/backend.ts').replace("{ name: 'notes' }", "{ name: 'notes' }, { name: 'drafts' }"));
  await at.done('apply', '--yes');
  return at;
}

/** How a text is judged is the same in both places; that it is read whole is not. */
const inBoth: readonly string[] = ['truncated', 'emptied', 'with one changed byte', 'of another program', 'of another project', 'older than the lock file knows'];
const places = [
  { ...inFiles, damages: cases },
  { ...inContainer(() => azurite as Azurite), damages: cases.filter(({ name }) => inBoth.includes(name)) },
];

describe.each(places)('a state $name', ({ make, damages }) => {
  let at: StatefulProject;
  let good = '';
  let lockFile = '';
  let before: unknown;

  beforeAll(async () => {
    at = await applied(make);
    good = await at.stored();
    lockFile = at.project.read('.atakora/state.lock.json');
    before = lookAtWorld(at.project.folder, world);
    expect(good).toContain('TLS1_2');
  });

  it.runIf(damages.length < cases.length)('is damaged here in as many ways as are listed', () => {
    expect(damages).toHaveLength(inBoth.length);
  });

  it.each(damages)('that is $name is refused by name, with the way back, and nothing is changed', async ({ damage, code, exit, says, back }) => {
    const text = damage(good);
    expect(text).not.toBe(good);
    await at.store(text);
    const ends = await Promise.all(commands.map(async (command) => ({ command, ended: await at.run(...command) })));
    for (const { command, ended } of ends) {
      const output = `${ended.stdout}${ended.stderr}`.replaceAll(/\s+/g, ' ');
      expect(ended.code, `${command.join(' ')}: ${told(ended)}`).toBe(exit);
      expect(output, command.join(' ')).toContain(`error ${code}: `);
      expect(output, command.join(' ')).toContain(says);
      expect(output, command.join(' ')).toContain(back);
      expect(output, command.join(' ')).not.toMatch(/ATK9\d\d\d| at file:|node:internal/);
    }
    expect(await at.stored()).toBe(text);
    expect(at.project.read('.atakora/state.lock.json')).toBe(lockFile);
    expect(lookAtWorld(at.project.folder, world)).toEqual(before);
  });
});
