import type { Diagnostic } from '../model/diagnostic.ts';
import type { Json } from '../model/json.ts';
import { formatLocation } from '../model/source-location.ts';
import { findingLines, findingOf } from '../ui/plain/diagnostic-text.ts';
import { createLinkBook } from '../ui/plain/link-book.ts';
import { createSurface } from '../ui/plain/text-surface.ts';
import { spelledIn } from '../ui/text/ascii-text.ts';
import { glyphsOf } from '../ui/text/glyph-choice.ts';
import type { CommandContext } from './command-context.ts';
import { placeUrls } from './place-urls.ts';

/** Prints findings for people (unless quiet) and returns them as JSON for the document. */
export function showFindings(context: CommandContext, findings: readonly Diagnostic[]): readonly Json[] {
  const { options } = context;
  const surface = createSurface({ ...options, glyphs: glyphsOf(options) });
  const book = createLinkBook({ links: options.links, placeUrl: placeUrls(context.platform, options) });
  if (!context.options.json && context.options.verbosity !== 'quiet') {
    // Secrets go before lines are laid out, which could cut one in two.
    for (const finding of context.output.redact(findings)) {
      book.learn({ type: 'diagnostic', diagnostic: finding });
      context.platform.stderr.write(spelledIn(options)(`${book.paint(findingLines(findingOf(finding), surface).join('\n'))}\n`));
      context.output.log(`${findingLines(findingOf(finding), createSurface({})).join('\n')}\n`);
    }
  }
  return findings.map((finding) => ({
    code: finding.code,
    severity: finding.severity,
    summary: finding.summary,
    hint: finding.hint,
    ...(finding.location === undefined ? {} : { location: formatLocation(finding.location) }),
    ...(finding.address === undefined ? {} : { address: finding.address }),
  }));
}

/** Exit code of a command that shows what there is together with what is wrong in it. */
export function findingsExit(findings: readonly Diagnostic[]): 0 | 1 {
  return findings.some(({ severity }) => severity === 'error') ? 1 : 0;
}
