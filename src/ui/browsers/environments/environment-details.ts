import type { AppliedReport, EnvironmentValue } from '../../../model/environment-report.ts';
import { originText, valueText } from '../../plain/environment-text.ts';
import type { TextSurface } from '../../plain/text-surface.ts';
import { ageText } from '../../text/age-text.ts';
import { cleanLine, wrapText } from '../../text/fit-text.ts';
import { plural } from '../../text/plural.ts';
import type { Fact } from '../fact-lines.ts';
import { factLines, section } from '../fact-lines.ts';
import type { ListedEnvironment } from './listed-environment.ts';
import { targetText } from './listed-environment.ts';

/** Everything about an environment: what was applied, where it is, and which settings are its own. */
export function environmentDetails(environment: ListedEnvironment, surface: TextSurface): readonly string[] {
  const { backends, key, own, problems } = environment;
  const wrapped = (text: string, hanging = 0): readonly string[] => wrapText(cleanLine(text), surface.width, hanging);
  return [
    ...wrapped(key).map((line) => surface.style('strong', line)),
    ...notesOf(environment).flatMap((note) => wrapped(note)),
    '',
    ...factLines(factsOf(environment), surface),
    ...section(ownTitle(environment), own.length === 0 ? wrapped('none') : own.flatMap((value) => valueLines(value, surface)), surface),
    ...backends.flatMap(({ name, settings }) => section(`Decided by backend ${name}`, settings.flatMap((value) => valueLines(value, surface)), surface)),
    ...section('Wrong', problems.flatMap((problem) => wrapped(`${surface.glyphs.warning} ${problem}`, 2)), surface),
  ];
}

function notesOf({ from, isChosen, isDefault, isProtected, isTwin, lacks }: ListedEnvironment): readonly string[] {
  return [
    ...(isChosen ? ['Commands work on it when they name none.'] : []),
    ...(isDefault && !isTwin ? ['The default of the manifest.'] : []),
    ...(isProtected ? ['Protected: every change needs its name typed.'] : []),
    ...(isTwin ? ['Its twin on the local Azure of this machine.'] : []),
    ...(from.length === 1 && from[0] === 'built-in' ? ['Built in: neither manifest nor configuration names it.'] : []),
    ...(lacks.length === 0 ? [] : [`Cannot be deployed to Azure: it lacks ${lacks.join(', ')}.`]),
  ];
}

function factsOf(environment: ListedEnvironment): readonly Fact[] {
  const { applied, now, target } = environment;
  const place = (path: string): string => {
    const found = target.find((value) => value.path === path);
    return found === undefined || found.value === null ? (found?.from === 'missing' ? 'missing' : '') : `${targetText(environment, path) || valueText(found.value)}, from ${originText(found)}`;
  };
  return [
    ['applied', appliedSentence(applied, now)],
    ['run', applied.kind === 'applied' ? applied.run : undefined],
    ['cloud', place('cloud')],
    ['tenant', place('tenantId')],
    ['subscription', place('subscriptionId')],
    ['region', place('location')],
    ['group', groupText(environment, place('resourceGroup.name'))],
    ['state', place('state')],
  ];
}

function groupText({ applied, target }: ListedEnvironment, named: string): string {
  if (applied.kind === 'applied' && (applied.groups ?? []).length > 0) return (applied.groups ?? []).join(', ');
  return named === '' ? (target.find(({ path }) => path === 'resourceGroup.name')?.from ?? '') : named;
}

function appliedSentence(applied: AppliedReport, now: string): string {
  switch (applied.kind) {
    case 'nothing':
      return 'nothing';
    case 'unknown':
      return `not known: ${applied.reason}`;
    case 'applied': {
      const { at, resources, serial, unfinished = 0 } = applied;
      return `${plural(resources, 'resource')}${at === undefined ? '' : `, ${ageText(at, now)}`}; serial ${serial}${unfinished === 0 ? '' : `; ${unfinished} not finished`}`;
    }
  }
}

function ownTitle({ chain }: ListedEnvironment): string {
  const base = chain.at(-2);
  return base === undefined ? 'Settings that were changed' : `Settings that differ from ${base}`;
}

/** A setting with its value, and below it where that is written. */
function valueLines(value: EnvironmentValue, surface: TextSurface): readonly string[] {
  return [
    ...wrapText(`${value.path}: ${valueText(value.value)}`, surface.width, 2),
    ...wrapText(originText(value), Math.max(8, surface.width - 2), 0).map((line) => `  ${surface.style('dim', line)}`),
  ];
}
