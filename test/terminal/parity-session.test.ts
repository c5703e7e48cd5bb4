import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tracesIn } from '../acceptance/canary-search.ts';
import { eventsOf, runAtakora, told } from '../acceptance/run-atakora.ts';
import type { ParityStep, Reply } from './parity-steps.ts';
import { paritySteps, stateIn, typedValue } from './parity-steps.ts';
import { expectRestored } from './frames.ts';
import { atakora, makeFolder } from './project-terminal.ts';

const escape = '\u001B';

/** One way of going through the session. */
interface Way {
  readonly name: string;
  play(step: ParityStep, folder: string): Promise<void>;
}

const ways: readonly Way[] = [
  { name: 'on the screen', play: (step, folder) => inTerminal(step, folder, step.onScreen, [], {}) },
  { name: 'in lines, on a dumb terminal', play: (step, folder) => inTerminal(step, folder, step.inLines, [], { TERM: 'dumb' }) },
  { name: 'in lines, for a screen reader', play: (step, folder) => inTerminal(step, folder, step.inLines, ['--screen-reader'], {}) },
  { name: 'by flags, with JSON', play: byFlags },
];

async function inTerminal(step: ParityStep, folder: string, replies: readonly Reply[], flags: readonly string[], env: Readonly<Record<string, string>>): Promise<void> {
  const terminal = atakora(folder, [...step.argv, ...flags], { rows: 40, env });
  const left = [...replies];
  const isPlain = flags.length > 0 || env['TERM'] === 'dumb';
  // Steps of the wizard may come in another order, and those that have nothing to ask do not come; the last reply always does.
  while (left.length > 0 && left.at(-1) === replies.at(-1)) {
    let asked: Reply | undefined;
    await terminal.until(`one of: ${left.map(([shown]) => shown).join(', ')}`, (screen) => (asked = lastAsked(screen, left)) !== undefined);
    const [, typed, line] = asked ?? ['', ''];
    left.splice(left.findIndex((reply) => reply === asked), 1);
    if (line === true) terminal.typeLine(typed);
    else await terminal.type(typed);
  }
  const code = await terminal.ended();
  expect(code, `${step.doing}: ${terminal.transcript().slice(-40).join('\n')}`).toBe(0);
  expectRestored(terminal);
  if (isPlain) expect(terminal.raw().replaceAll(new RegExp(`${escape}\\[[0-9;]*m`, 'g'), '')).not.toContain(escape);
  expect(tracesIn(step.doing, Buffer.from(terminal.raw()), [{ entrance: step.doing, value: typedValue }])).toEqual([]);
}

/** The reply to what was asked last; undefined while nothing is. */
function lastAsked(screen: readonly string[], replies: readonly Reply[]): Reply | undefined {
  const text = screen.join(' ').replaceAll(/\s+/g, ' ');
  const found = replies.map((reply) => ({ reply, at: text.lastIndexOf(reply[0]) })).filter(({ at, reply: [, , line] }) => at >= 0 && (line !== true || awaitsLine(screen)));
  return found.toSorted((one, other) => other.at - one.at)[0]?.reply;
}

/** The last line is a prompt that nothing was typed at. */
function awaitsLine(screen: readonly string[]): boolean {
  return /(?::|\((?:Y\/n|y\/N)\))$/.test(screen.findLast((line) => line.trim() !== '')?.trimEnd() ?? '');
}

async function byFlags(step: ParityStep, folder: string): Promise<void> {
  const ended = await runAtakora([...step.byFlags, '--json'], { cwd: folder, ...(step.input === undefined ? {} : { input: step.input }) });
  expect(ended.code, `${step.doing}: ${told(ended)}`).toBe(0);
}

/** Files of the project by path: what the user writes and git keeps. */
function projectFiles(folder: string): Readonly<Record<string, string>> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => !path.startsWith(join('.atakora', 'local')) && statSync(join(folder, path)).isFile());
  return Object.fromEntries(paths.toSorted().map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
}

/** The state without what is recorded of time and chance: times, runs, ids and keys that are made up, durations. */
function stateFacts(folder: string): string {
  return JSON.stringify(stateIn(folder) ?? null, null, 1)
    .replaceAll(/synth-\d{8}-\d{6}-[0-9a-f]{8}/g, '<run>')
    .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, '<time>')
    .replaceAll(/[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/g, '<id>')
    .replaceAll(/\b[0-9a-f]{16,}\b/g, '<hash>')
    .replaceAll(/("\w*(?:Ms|Seconds)": )\d+/g, '$1<time>');
}

async function planHash(folder: string): Promise<string> {
  const plan = await runAtakora(['plan', '--local', '--json'], { cwd: folder });
  const [hash = told(plan)] = eventsOf(plan.stdout).flatMap((event) => (event.type === 'plan' ? [(event['plan'] as { readonly hash: string }).hash] : []));
  return hash;
}

/** What stands after each step. */
interface Standing {
  readonly doing: string;
  readonly files: Readonly<Record<string, string>>;
  readonly state: string;
  readonly hash?: string;
  /** What the vault holds, once it was set. */
  readonly secret?: string;
}

async function playThrough(way: Way): Promise<readonly Standing[]> {
  const folder = makeFolder('shop');
  const standings: Standing[] = [];
  for (const step of paritySteps) {
    step.before?.(folder);
    await way.play(step, folder);
    const hash = step.argv[0] === 'plan' ? { hash: await planHash(folder) } : {};
    const secret = step.argv[1] === 'set' ? { secret: (await runAtakora(['secrets', 'get', 'SCAN_API_KEY', '--local'], { cwd: folder })).stdout } : {};
    standings.push({ doing: step.doing, files: step.argv[0] === 'init' ? withoutId(projectFiles(folder)) : projectFiles(folder), state: stateFacts(folder), ...hash, ...secret });
  }
  return standings;
}

/** The id of a new project is random. */
function withoutId(files: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return { ...files, '.atakora/manifest.json': files['.atakora/manifest.json']?.replace(/"id": "[^"]+"/, '"id": "<id>"') ?? '' };
}

test('the same session leaves the same files, the same state and the same plans, however it is played', { timeout: 400_000 }, async () => {
  const [onScreen, ...others] = await Promise.all(ways.map(async (way) => ({ way: way.name, standings: await playThrough(way) })));
  expect(onScreen?.standings.map(({ doing }) => doing)).toEqual(paritySteps.map(({ doing }) => doing));
  for (const { way, standings } of others) {
    for (const [at, standing] of standings.entries()) expect(standing, `${way}: ${standing.doing}`).toEqual(onScreen?.standings[at]);
  }
  // What is compared is there: a state with resources and the value, and at the end none of them.
  expect(onScreen?.standings.find(({ secret }) => secret !== undefined)).toMatchObject({ secret: typedValue, state: expect.stringContaining('Microsoft.KeyVault/vaults') as string });
  expect(onScreen?.standings.at(-1)?.state).toContain('"resources": {}');
  const hashes = onScreen?.standings.flatMap(({ hash }) => hash ?? []) ?? [];
  expect(new Set(hashes).size, 'the plans differ from each other').toBe(2);
});
