import { acceptDrift } from '../engine/drift/accept-live.ts';
import type { DriftedResource, DriftFinding } from '../model/drift.ts';
import { AtakoraError } from '../model/errors.ts';
import { prettyJson } from '../model/canonical-json.ts';
import type { Json } from '../model/json.ts';
import { formatLocation } from '../model/source-location.ts';
import type { StateDocument } from '../model/state.ts';
import { kindOf } from '../resources/catalogue.ts';
import type { Scene } from './apply-project.ts';
import { commandLine } from './command-line.ts';
import type { DriftLook } from './drift-project.ts';
import { foldFacts } from './plan-project.ts';
import { summarize } from './report-run.ts';
import { withStateLock } from './state-lock.ts';
import { readSettled } from './state-session.ts';

/**
 * `drift --accept`: after a question, what Azure holds is written into the state under its lock, and the change of the code that would
 * keep it is told. Returns the exit code.
 * @throws AtakoraError `ATK1503` when the state changed while the question stood.
 */
export async function acceptLook(scene: Scene, look: DriftLook): Promise<number> {
  const { context, session, ports } = scene;
  const drifted = look.report.resources.filter(({ status }) => status !== 'same');
  const protectedWord = session.facts.protected ? { word: session.facts.name } : {};
  if (session.facts.protected && (context.options.yes || !context.options.interactive)) {
    throw new AtakoraError('ATK1504', `environment "${session.facts.name}" is protected: --yes is not enough`);
  }
  if (!(await context.output.host.confirm({ text: `Take the drift of ${String(drifted.length)} ${drifted.length === 1 ? 'resource' : 'resources'} into the state of ${session.facts.key}?`, ...protectedWord, fallback: false }))) {
    return summarize(context, 'declined', 130);
  }
  const fingerprint = await ports.fingerprint(true);
  await withStateLock(scene, async (lock) => {
    const state = await readSettled(scene);
    if (state === undefined || state.serial !== look.state.serial || state.lineage !== look.state.lineage) {
      throw new AtakoraError('ATK1503', `somebody else changed the state of ${session.facts.key} while the question stood`);
    }
    const { resources, changed, removed } = acceptDrift(state, look.live, kindOf, fingerprint);
    const { updatedBy } = foldFacts(session, context);
    const next: StateDocument = { ...state, serial: state.serial + 1, resources, run: context.run, tool: `atakora ${context.platform.version}`, updatedAt: context.platform.clock.now(), updatedBy };
    await lock.write(next);
    await ports.lockFile?.update(next);
    await note(scene, next);
    context.output.emit({ type: 'refreshed', serial: next.serial, changed, removed, unchanged: Object.keys(resources).length - changed.length });
  });
  for (const text of drifted.flatMap(keepingTexts)) {
    context.output.emit({ type: 'log', level: 'info', text });
  }
  context.output.emit({ type: 'summary', command: context.command, result: 'succeeded', exitCode: 0, elapsedMs: context.elapsedMs(), done: drifted.length, failed: 0, skipped: 0, unknown: 0, next: [commandLine(context, 'plan')] });
  return 0;
}

/** The change of the code that keeps what was accepted. */
function keepingTexts({ address, status, findings, origin }: DriftedResource): readonly string[] {
  const place = origin === undefined ? address : `${address} (${formatLocation(origin)})`;
  if (status === 'missing') {
    return [`to keep it deleted, take ${place} out of the definition; else the next apply makes it again`];
  }
  return findings.filter((finding) => finding.origin === 'edit' && finding.ignored !== true).map((finding) => `to keep it, ${place} has to say ${said(finding)}`);
}

function said({ path, live, sensitive, kind }: DriftFinding): string {
  return kind === 'remove' ? `nothing for ${path}` : sensitive === true || live === undefined ? `the new value of ${path}` : `${path}: ${JSON.stringify(live)}`;
}

async function note({ context, session, ports }: Scene, { serial, updatedBy }: StateDocument): Promise<void> {
  const result: Json = { version: 1, run: context.run, kind: 'drift --accept', environment: session.facts.key, by: updatedBy, endedAt: context.platform.clock.now(), elapsedMs: context.elapsedMs(), result: 'succeeded', items: [], stacks: [], serial };
  await ports.archive.write(context.run, 'result.json', prettyJson(result));
}
