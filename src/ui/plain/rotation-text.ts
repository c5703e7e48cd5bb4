import { assertNever } from '../../model/assert-never.ts';
import type { EngineEvent } from '../../model/event.ts';
import type { RotationItem } from '../../model/rotation.ts';
import { cleanLine, wrapText } from '../text/fit-text.ts';
import { changeSign } from '../text/change-sign.ts';
import { plural } from '../text/plural.ts';
import { healthText } from './package-text.ts';
import type { TextSurface } from './text-surface.ts';

type EventOf<T extends EngineEvent['type']> = Extract<EngineEvent, { readonly type: T }>;
type Verbosity = 'quiet' | 'normal' | 'verbose';

/** Digits of a version's id that are shown: enough to tell two of a secret apart. */
const versionDigits = 8;

/** What happens to secrets that are rotated. No line needs another one to be understood. */
export function rotationLines(event: EventOf<'rotations'> | EventOf<'rotation'> | EventOf<'consumer'>, surface: TextSurface, verbosity: Verbosity): readonly string[] {
  switch (event.type) {
    case 'rotations':
      return event.items.flatMap((item) => signed(surface.style('update', changeSign('change', surface.glyphs)), itemText(item), surface));
    case 'rotation':
      return statusLines(event, surface, verbosity);
    case 'consumer':
      return consumerLines(event, surface, verbosity);
    default:
      return assertNever(event);
  }
}

/** `STRIPE_KEY: 93 days old, due every 90 days; needs a value from you: atakora secrets rotate STRIPE_KEY`. */
function itemText(item: RotationItem): string {
  const { ageDays, everyDays, apps } = item;
  const age = ageDays === undefined ? '' : ageDays === 0 ? 'set today' : `${plural(ageDays, 'day')} old`;
  const every = everyDays === undefined ? '' : `due every ${plural(everyDays, 'day')}`;
  const facts = [reasonText(item), ...(item.reason === 'grace' ? [] : [age, every])].filter((fact) => fact !== '').join(', ');
  const means = item.value === 'generated' ? '; gets a generated value' : item.value === 'input' ? (item.command === undefined ? '; takes a new value from you' : `; needs a value from you: ${item.command}`) : '';
  const readers = item.reason === 'grace' ? '' : `; ${apps.length === 0 ? 'no app reads it' : `restarts ${apps.map(cleanLine).join(', ')}`}`;
  return `${cleanLine(item.secret)}: ${facts}${means}${readers}`;
}

function reasonText({ reason, cutOffRun }: RotationItem): string {
  switch (reason) {
    case 'asked':
      return '';
    case 'due':
      return 'due';
    case 'cut-off':
      return `its rotation was cut off${cutOffRun === undefined ? '' : ` (run ${cleanLine(cutOffRun)})`}`;
    case 'grace':
      return 'older versions are to be disabled, their grace is over';
    default:
      return assertNever(reason);
  }
}

function statusLines({ secret, status, version, until, because }: EventOf<'rotation'>, surface: TextSurface, verbosity: Verbosity): readonly string[] {
  const { style, glyphs } = surface;
  const name = cleanLine(secret);
  const id = version === undefined ? '' : ` ${version.slice(0, versionDigits)}`;
  const why = because === undefined ? '' : `: ${cleanLine(because)}`;
  const progress = (text: string): readonly string[] => (verbosity === 'quiet' ? [] : signed(style('dim', glyphs.waiting), text, surface));
  const bad = (text: string): readonly string[] => signed(style('error', glyphs.failed), text, surface);
  switch (status) {
    case 'started':
      return progress(`${name}: writing a new version`);
    case 'resumed':
      return progress(`${name}: going on with version${id}${because === undefined ? '' : `, which run ${cleanLine(because)} wrote`}`);
    case 'written':
      return progress(`${name}: version${id} is written and is what is read now`);
    case 'current':
      return signed(style('success', glyphs.done), `${name} has its new value, version${id}`, surface);
    case 'replaced':
      return progress(`${name}: version${id} can be read until ${until === undefined ? 'it is disabled' : cleanLine(until).replace(/\.\d+Z$/, 'Z')}, then \`secrets rotate --due\` disables it`);
    case 'disabled':
      return progress(`${name}: version${id} is disabled`);
    case 'restored':
      return signed(style('warning', glyphs.warning), `${name}: going back to the earlier value, as version${id}${why}`, surface);
    case 'rolled-back':
      return bad(`${name} was rolled back: its earlier value is current again, as version${id}`);
    case 'stuck':
      return bad(`${name}: apps do not run with version${id}, and there is no earlier value to go back to`);
    case 'overtaken':
      return signed(style('warning', glyphs.warning), `${name}: somebody wrote a newer value meanwhile, version${id}, which stays`, surface);
    case 'interrupted':
      return signed(style('warning', glyphs.warning), `${name}: interrupted${why}`, surface);
    case 'failed':
      return bad(`${name}: not finished${why}`);
    default:
      return assertNever(status);
  }
}

function consumerLines(event: EventOf<'consumer'>, surface: TextSurface, verbosity: Verbosity): readonly string[] {
  const { style, glyphs } = surface;
  const name = cleanLine(event.address);
  const line = (sign: string, text: string): readonly string[] => signed(sign, text, surface);
  const isIll = event.health?.kind === 'failing' || event.health?.kind === 'starting';
  if (verbosity === 'quiet' && !isIll) return [];
  switch (event.status) {
    case 'refreshed':
      return line(style('dim', glyphs.waiting), `${name} fetched ${cleanLine(event.secret)} again and restarts`);
    case 'absent':
      return line(style('dim', glyphs.skipped), `${name} is not deployed yet; it will read ${cleanLine(event.secret)} when it is`);
    case 'left':
      return line(style('dim', glyphs.skipped), `${name} fetches ${cleanLine(event.secret)} by itself, within half an hour`);
    case 'asked':
      return line(isIll ? style('error', glyphs.failed) : style(event.health?.kind === 'running' ? 'success' : 'dim', glyphs.done), `${name}: ${event.health === undefined ? 'not asked' : healthText(event.health)}${event.reads === undefined ? '' : `; it holds version ${event.reads.slice(0, versionDigits)}`}`);
    default:
      return assertNever(event.status);
  }
}

/** The sign before the first line, the others under its text. */
function signed(sign: string, text: string, { width }: TextSurface): readonly string[] {
  return wrapText(text, width - 2, 2).map((line, index) => (index === 0 ? `${sign} ${line}` : `  ${line}`));
}
