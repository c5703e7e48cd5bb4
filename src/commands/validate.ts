import type { Json } from '../model/json.ts';
import type { Command } from '../platform/command.ts';
import { openProject } from '../platform/project-session.ts';
import { showFindings } from '../platform/show-findings.ts';
import { synthesizeProject } from '../platform/synthesize-project.ts';

export const validate: Command = {
  name: 'validate',
  summary: 'check the backend without any cloud',
  description: 'Loads, composes and synthesizes, checks names, references, limits and secrets, and says which manifest fields become tags. Reports every finding, not only the first.',
  arguments: [],
  flags: [],
  json: 'document',
  examples: ['atakora validate --local', 'atakora validate --env prod --json'],
  run: async (context) => {
    const session = await openProject(context);
    const { synthesis } = await synthesizeProject(context, session, new Map());
    const findings = showFindings(context, synthesis.diagnostics);
    const errors = synthesis.diagnostics.filter((finding) => finding.severity === 'error').length;
    const tags = Object.keys(session.loaded.project.tags).sort();
    const document: Json = { valid: errors === 0, environment: session.facts.key, resources: synthesis.resources.length, deployments: synthesis.stacks.length, tagFields: tags, findings };
    context.output.document(document, () => {
      const tagText = tags.length === 0 ? '' : `Manifest fields that become tags: ${tags.join(', ')}.\n`;
      const verdict = errors === 0 ? 'Valid' : `Not valid: ${errors} ${errors === 1 ? 'error' : 'errors'}`;
      return `${tagText}${verdict}: ${synthesis.resources.length} resources in ${synthesis.stacks.length} deployments for ${session.facts.key}.\n`;
    });
    return errors === 0 ? 0 : 1;
  },
};
