import type { AppHealth } from '../../model/app-health.ts';
import { assertNever } from '../../model/assert-never.ts';
import type { EngineEvent } from '../../model/event.ts';
import type { PackageChange, Plan } from '../../model/plan.ts';
import { formatDuration } from '../text/duration-text.ts';
import { cleanLine, wrapText } from '../text/fit-text.ts';
import { plural } from '../text/plural.ts';
import type { TextSurface } from './text-surface.ts';

type PackageEvent = Extract<EngineEvent, { readonly type: 'package' }>;

/** Digits of a hash that are shown: enough to tell two packages apart. */
export const hashDigits = 8;

/** Packages that a plan publishes. */
export function publishedBy(plan: Pick<Plan, 'packages'>): readonly PackageChange[] {
  return (plan.packages ?? []).filter(({ action }) => action === 'publish');
}

/** `1 package`, for those that stay as they are; empty for none. */
export function keptPackages({ packages = [] }: Pick<Plan, 'packages'>): string {
  const kept = packages.filter(({ action }) => action === 'keep').length;
  return kept === 0 ? '' : plural(kept, 'package');
}

/** `~ main/functions.main/app  dist/app  a1b2c3d4 → e5f6a7b8` for each package that a plan publishes, under a heading. */
export function packageSection(plan: Plan, surface: TextSurface): readonly string[] {
  if (surface.spoken) return publishedBy(plan).map(({ address, path, before, after }) => `Publish ${path} to ${address}: package ${after.slice(0, hashDigits)}${before === undefined ? '' : `, in place of ${before.slice(0, hashDigits)}`}.`);
  const lines = publishedBy(plan).flatMap((change) => {
    const sign = change.before === undefined ? surface.style('create', '+') : surface.style('update', '~');
    return wrapText(packageRow(change, surface.glyphs.arrow), surface.width - 6, 2).map((line, index) => `    ${index === 0 ? sign : ' '} ${line}`);
  });
  return lines.length === 0 ? [] : ['Packages', ...lines];
}

function packageRow({ address, path, before, after }: PackageChange, arrow: string): string {
  const hashes = [...(before === undefined ? [] : [before]), after].map((hash) => hash.slice(0, hashDigits));
  return `${address}  ${path}  ${hashes.join(` ${arrow} `)}`;
}

/** What happened to the code of an app. */
export function packageLines(event: PackageEvent, surface: TextSurface, verbosity: 'quiet' | 'normal' | 'verbose'): readonly string[] {
  const name = cleanLine(event.address);
  const hash = event.hash.slice(0, hashDigits);
  const time = (word: string): string => (event.elapsedMs === undefined ? '' : ` ${word} ${formatDuration(event.elapsedMs)}`);
  const because = event.because === undefined ? '' : `: ${cleanLine(event.because)}`;
  const { style, glyphs, width } = surface;
  const told = (text: string): readonly string[] => wrapText(text, width - 2, 2).map((line, index) => (index === 0 ? line : `  ${line}`));
  const signed = (sign: string, text: string): readonly string[] => told(text).map((line, index) => (index === 0 ? `${sign} ${line}` : line));
  switch (event.status) {
    case 'started':
      return verbosity === 'quiet' ? [] : signed(style('dim', glyphs.waiting), `publishing package ${hash} to ${name}${event.bytes === undefined ? '' : ` (${sizeText(event.bytes)})`}`);
    case 'kept':
      return verbosity === 'quiet' ? [] : signed(style('dim', glyphs.done), `${name} keeps its package ${hash}: it is unchanged`);
    case 'published':
      return signed(style('success', glyphs.done), `${name} has package ${hash}${time('after')}${event.health === undefined ? '' : `; ${healthText(event.health)}`}`);
    case 'failed':
      return signed(style('error', glyphs.failed), `${name} did not get package ${hash}${time('after')}${because}`);
    case 'skipped':
      return signed(style('warning', glyphs.skipped), `${name} did not get package ${hash}${because}`);
    default:
      return assertNever(event.status);
  }
}

/** What an app says of itself, in words. */
export function healthText(health: AppHealth): string {
  switch (health.kind) {
    case 'running':
      return `it runs${health.version === '' ? '' : `, host ${cleanLine(health.version)}`}`;
    case 'failing':
      return `it does not run: ${cleanLine(health.why)}`;
    case 'starting':
    case 'unchecked':
      return `health unchecked: ${cleanLine(health.why)}`;
    default:
      return assertNever(health);
  }
}

/** `980 bytes`, `12.5 KB`, `1.2 MB`. */
function sizeText(bytes: number): string {
  if (bytes < 1024) {
    return plural(bytes, 'byte');
  }
  return bytes < 1_048_576 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1_048_576).toFixed(1)} MB`;
}
