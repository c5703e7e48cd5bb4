import { settingsProblems } from '../define/environments.ts';
import { uniqueFindings } from '../model/diagnostic.ts';
import { AtakoraError } from '../model/errors.ts';
import type { Json } from '../model/json.ts';
import type { Command } from '../platform/command.ts';
import { textFlag } from '../platform/command-context.ts';
import { configuredLayers } from '../platform/environment-layers.ts';
import { openProject } from '../platform/project-session.ts';
import { showFindings } from '../platform/show-findings.ts';
import { synthesizeProject } from '../platform/synthesize-project.ts';

export const validate: Command = {
  name: 'validate',
  summary: 'check the backend, or any ARM template, without any cloud',
  description: 'Loads, composes and synthesizes, checks names, references, limits, secrets and the settings of all environments, and says which manifest fields become tags. Reports every finding, not only the first. With --template: checks that template instead, against the template language, the limits of Azure Resource Manager, its own assertions, and what is known of resource types and API versions; needs no project.',
  arguments: [],
  flags: [
    { name: 'template', type: 'string', value: 'FILE', summary: 'ARM template to check instead of the backend' },
    { name: 'parameters', type: 'string', value: 'FILE', summary: 'its parameter file; without it parameters are unknown' },
    { name: 'scope', type: 'string', value: 'KIND', summary: 'resourceGroup, subscription, managementGroup or tenant (else what the schema says)' },
  ],
  json: 'document',
  examples: ['atakora validate --local', 'atakora validate --env prod --json', 'atakora validate --template main.json --parameters main.parameters.json'],
  run: async (context) => {
    const template = textFlag(context, 'template');
    if (template !== undefined) return (await import('../platform/validate-template.ts')).validateTemplate(context, template);
    for (const flag of ['parameters', 'scope']) if (textFlag(context, flag) !== undefined) throw new AtakoraError('ATK1002', `--${flag} goes with --template`);
    const session = await openProject(context);
    const { synthesis } = await synthesizeProject(context, session, new Map());
    // What is wrong with the settings of other environments is told here too, before one of them is deployed.
    const found = uniqueFindings([...synthesis.diagnostics, ...settingsProblems(configuredLayers(session))]);
    const findings = showFindings(context, found);
    const errors = found.filter((finding) => finding.severity === 'error').length;
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
