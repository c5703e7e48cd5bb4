import type { DriftedResource, DriftReport } from '../../model/drift.ts';
import { formatLocation } from '../../model/source-location.ts';
import { authorText, besideTexts, driftedValues, driftVerdict, statusWords } from '../plain/drift-text.ts';
import { createSurface } from '../plain/text-surface.ts';
import { cleanLine } from '../text/fit-text.ts';
import type { TitleOfType } from '../text/type-title.ts';
import { typeTitle } from '../text/type-title.ts';
import { codeSpan, escapeMarkdown, fencedBlock } from './markdown-text.ts';
import { commentLimit } from './plan-markdown.ts';

export interface DriftMarkdownOptions {
  readonly titleOf?: TitleOfType;
  /** `commentLimit` unless told otherwise. */
  readonly limit?: number;
}

/**
 * Drift for an issue or a comment: the verdict, a table of what drifted, and each resource's values to unfold. What does not fit is left
 * out, values first, and counted. The first line marks it, so that a later one can take its place.
 */
export function driftMarkdown(report: DriftReport, { titleOf, limit = commentLimit }: DriftMarkdownOptions = {}): string {
  const drifted = report.resources.filter(({ status }) => status !== 'same');
  const levels = [[drifted, true], [drifted, false], [drifted.slice(0, 100), false], [[], false]] as const;
  const texts = levels.map(([resources, values]) => () => render(report, resources, values, titleOf));
  return texts.map((text) => text()).find((text) => text.length <= limit) ?? `${driftVerdict(report).slice(0, Math.max(0, limit - 1))}\n`;
}

function render(report: DriftReport, resources: readonly DriftedResource[], values: boolean, titleOf: TitleOfType | undefined): string {
  const project = cleanLine(report.project);
  const environment = cleanLine(report.environment);
  const unfolded = values ? resources.filter(({ findings }) => findings.length > 0).map((resource) => valuesOf(resource, titleOf)) : [];
  const left = report.counts.drifted - resources.length;
  const blocks = [
    `<!-- atakora-drift ${[project, environment].join(' ').replaceAll(/[<>]/g, '')} -->\n### Drift in ${escapeMarkdown(`${project} · ${environment}`)}`,
    `**${escapeMarkdown(driftVerdict(report))}** Compared with serial ${report.serial} of the state.`,
    table(resources, titleOf),
    ...unfolded,
    ...(left > 0 ? [`${left} more did not fit.`] : []),
    ...(values || resources.length === 0 ? [] : ['The values did not fit.']),
    besideTexts(report.counts).map((text) => `- ${escapeMarkdown(text)}`).join('\n'),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function table(resources: readonly DriftedResource[], titleOf: TitleOfType | undefined): string {
  if (resources.length === 0) {
    return '';
  }
  const rows = resources.map(({ address, type, azureName, status, origin }) => {
    const place = origin === undefined ? '' : codeSpan(cleanLine(formatLocation(origin)));
    return `| ${codeSpan(cleanLine(address))} | ${escapeMarkdown(typeTitle(cleanLine(type), titleOf))} | ${codeSpan(cleanLine(azureName))} | ${statusWords[status]} | ${place} |`;
  });
  return ['| resource | type | Azure name | | defined at |', '| --- | --- | --- | --- | --- |', ...rows].join('\n');
}

function valuesOf(resource: DriftedResource, titleOf: TitleOfType | undefined): string {
  const surface = createSurface({ width: 120, color: false, ...(titleOf === undefined ? {} : { titleOf }) });
  const lines = [...(resource.changedBy === undefined ? [] : [authorText(resource.changedBy)]), ...driftedValues(resource, surface).map((line) => line.slice(4))];
  return [`<details><summary>${escapeHtml(`${cleanLine(resource.address)}: ${statusWords[resource.status]}`)}</summary>`, fencedBlock('text', lines), '</details>'].join('\n\n');
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
