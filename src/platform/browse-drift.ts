import type { DriftedResource, DriftReport } from '../model/drift.ts';
import type { StateDocument } from '../model/state.ts';
import { kindOf } from '../resources/catalogue.ts';
import { driftBrowser } from '../ui/browsers/drift/drift-browser.ts';
import type { DriftItem } from '../ui/browsers/drift/drift-item.ts';
import { isUnread } from '../ui/browsers/drift/drift-item.ts';
import { portalLink } from '../ui/explorer/portal-link.ts';
import { driftVerdict } from '../ui/plain/drift-text.ts';
import { typeTitle } from '../ui/text/type-title.ts';
import { browse } from './browse.ts';
import type { CommandContext } from './command-context.ts';
import type { DriftLook } from './drift-project.ts';
import { lookForDrift, readingPorts } from './drift-project.ts';
import { driftRisk } from './drift-risk.ts';
import type { ProjectPorts } from './project-ports.ts';
import type { ProjectSession } from './project-session.ts';

/**
 * Lets a person walk through the drift of the environment, or of the addresses that are named; Azure is read anew whenever the screen opens.
 * Returns the exit code: 6 when the last look found drift, else 0.
 */
export async function browseDrift(context: CommandContext, session: ProjectSession, ports: ProjectPorts): Promise<number> {
  let last: DriftReport | undefined;
  await browse(context, {
    browser: driftBrowser(session.facts.key),
    load: async (_tell, signal) => {
      // What is told while it looks would be drawn over the screen.
      const silent: CommandContext = { ...context, signal, output: { ...context.output, emit: () => undefined } };
      const look = await lookForDrift(silent, session, readingPorts(ports), context.positionals);
      last = look?.report;
      return look === undefined ? [] : driftItems(look);
    },
  });
  if (last === undefined) return 0;
  context.output.text(`${driftVerdict(last)}\n`);
  return last.counts.drifted === 0 ? 0 : 6;
}

/** What drifted, by stacks and addresses; what could not be compared at all comes last. */
function driftItems({ report, state }: DriftLook): readonly DriftItem[] {
  const items = report.resources.map((resource) => driftItem(resource, report.cloud, state)).filter((item) => item.resource.status !== 'same' || isUnread(item));
  const order = (item: DriftItem): string => `${isUnread(item) ? '1' : `0 ${item.stack}`}\u0000${item.resource.address}`;
  return items.toSorted((one, other) => (order(one) < order(other) ? -1 : 1));
}

function driftItem(resource: DriftedResource, cloud: string, state: StateDocument): DriftItem {
  const record = state.resources[resource.address];
  const kind = kindOf(resource.type);
  return { resource, stack: record?.stack ?? '', title: typeTitle(resource.type, () => kind?.title), risk: driftRisk(resource, kind), isProtected: record?.protect === true, link: portalLink(cloud, resource.id) };
}
