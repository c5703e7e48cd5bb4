import type { AzureFailure } from '../../model/azure-failure.ts';
import type { EngineEvent } from '../../model/event.ts';
import type { SourceLocation } from '../../model/source-location.ts';
import { formatLocation, parseLocation } from '../../model/source-location.ts';
import { portalLink } from '../explorer/portal-link.ts';
import { stripEscapes } from '../text/display-width.ts';
import { createLink } from '../text/link.ts';

/** Knows what the words of a run can be opened as, and makes links of them where they are printed whole. */
export interface LinkBook {
  /** Takes from an event what its lines, and later ones, may name. */
  learn(event: EngineEvent): void;
  /** The printed lines with a link on every word that can be opened; broken and cut words stay text. */
  paint(lines: string): string;
}

export interface LinkBookOptions {
  /** The terminal shows hyperlinks. */
  readonly links?: boolean;
  /** Address of a file of the definition; absent: places are not linked. */
  readonly placeUrl?: (place: SourceLocation) => string;
}

const silent: LinkBook = { learn: () => undefined, paint: (lines) => lines };

/** Nothing of the local Azure is in a portal, so nothing of it is linked but places and the addresses that it gave. */
export function createLinkBook({ links = false, placeUrl }: LinkBookOptions): LinkBook {
  if (!links) return silent;
  const link = createLink(true);
  const known = new Map<string, string>();
  return {
    learn: createLearner(known, placeUrl),
    // Words between spaces and escape sequences; marks at their ends are not theirs.
    // oxlint-disable-next-line eslint/no-control-regex -- escape sequences are what words end at
    paint: (lines) => (known.size === 0 ? lines : lines.replaceAll(/\u001B\[[\d;]*m|[^\s\u001B]+/g, (word) => paintWord(word, known, link))),
  };
}

function paintWord(word: string, known: ReadonlyMap<string, string>, link: ReturnType<typeof createLink>): string {
  if (word.startsWith('\u001B')) return word;
  const [, before = '', name = '', after = ''] = /^([("'`]*)(.*?)([)"'`.,:;?]*)$/.exec(word) ?? [];
  const url = known.get(name);
  return url === undefined ? word : `${before}${link(url, name)}${after}`;
}

/** What has been learnt: names with their addresses, deployments by stack. */
interface Learnt {
  readonly known: Map<string, string>;
  readonly deployments: Map<string, string>;
  cloud: string;
}

function createLearner(known: Map<string, string>, placeUrl: LinkBookOptions['placeUrl']): (event: EngineEvent) => void {
  const learnt: Learnt = { known, deployments: new Map(), cloud: '' };
  const place = (location: SourceLocation | undefined): void => {
    if (location !== undefined) learn(learnt, formatLocation(location), placeUrl?.(location));
  };
  const resources = (all: readonly { readonly address: string; readonly id: string; readonly origin?: SourceLocation }[]): void => {
    for (const { address, id, origin } of all) {
      learn(learnt, address, portalLink(learnt.cloud, id));
      place(origin);
    }
  };
  return (event) => {
    switch (event.type) {
      case 'start':
        learnt.cloud = event.cloud ?? '';
        return;
      case 'plan':
        learnt.cloud = event.plan.cloud;
        resources(event.plan.changes);
        for (const { location } of event.plan.diagnostics) place(location);
        return;
      case 'drift':
        return resources(event.report.resources);
      case 'diagnostic':
        return place(event.diagnostic.location);
      case 'error':
        return place(event.location === undefined ? undefined : parseLocation(event.location));
      case 'stack':
        return learnStack(learnt, event);
      case 'resource':
        return learnFailure(learnt, event.failure, event.stack);
      case 'output':
        return learnOutput(learnt, event);
      default:
        return;
    }
  };
}

function learn({ known }: Learnt, name: string, url: string | undefined): void {
  if (url !== undefined && stripEscapes(name) === name) known.set(name, url);
}

function learnStack(learnt: Learnt, { deployment, scope, stack, failure }: Extract<EngineEvent, { readonly type: 'stack' }>): void {
  const url = deployment === undefined || scope === undefined ? undefined : deploymentLink(learnt.cloud, scope, deployment);
  if (url !== undefined && deployment !== undefined) {
    learnt.deployments.set(stack, url);
    learn(learnt, deployment, url);
  }
  learnFailure(learnt, failure, stack);
}

/** The correlation ids of a failure, which the deployment of its stack has. */
function learnFailure(learnt: Learnt, failure: AzureFailure | undefined, stack: string): void {
  for (const { correlationId } of failure === undefined ? [] : unfolded(failure)) {
    if (correlationId !== undefined) learn(learnt, correlationId, learnt.deployments.get(stack));
  }
}

function learnOutput(learnt: Learnt, { value, sensitive }: Extract<EngineEvent, { readonly type: 'output' }>): void {
  if (typeof value === 'string' && sensitive !== true && /^https?:\/\/\S+$/.test(value)) learn(learnt, value.replace(/[.,:;?]+$/, ''), value);
}

/** A failure with all that it holds. */
function unfolded(failure: AzureFailure): readonly AzureFailure[] {
  return [failure, ...(failure.details ?? []).flatMap(unfolded)];
}

/** Where the portal shows a deployment with its operations, under the correlation id that support asks for. */
function deploymentLink(cloud: string, scope: string, name: string): string | undefined {
  const portal = portalLink(cloud, '')?.replace(/\/#resource$/, '');
  const id = `${scope.replace(/\/$/, '')}/providers/Microsoft.Resources/deployments/${name}`;
  return portal === undefined ? undefined : `${portal}/#view/HubsExtension/DeploymentDetailsBlade/~/overview/id/${encodeURIComponent(id)}`;
}
