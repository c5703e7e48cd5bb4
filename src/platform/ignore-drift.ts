import type { DriftedResource, DriftReport } from '../model/drift.ts';
import { formatLocation } from '../model/source-location.ts';

/** For each resource that drifted: what its definition has to say, and where, so that what differs is left to others from then on. */
export function ignoringTexts({ resources }: DriftReport): readonly string[] {
  return resources.filter(({ status }) => status !== 'same').map(ignoringText);
}

function ignoringText({ address, origin, status, findings }: DriftedResource): string {
  const place = origin === undefined ? address : `${address} (${formatLocation(origin)})`;
  const paths = findings.filter((finding) => finding.origin === 'edit' && finding.ignored !== true).map(({ path }) => `'${path.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`);
  if (status !== 'changed') return `${place}: a resource that was deleted or made again cannot be ignored; take it out of the definition, or take it out of the state with \`atakora state rm ${address}\``;
  return `to leave it to others, ${place} has to say ignoreChanges: [${paths.join(', ')}]`;
}
