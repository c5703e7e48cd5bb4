import { settingFields } from '../../src/platform/setting-fields.ts';
import { readTemplates } from '../../src/platform/init-files.ts';
import { wizardRegions } from '../../src/platform/wizard-regions.ts';
import type { Question } from '../../src/ui/wizard/question.ts';
import { createQuestions } from '../../src/ui/wizard/questions.ts';
import { projectRoot } from '../gates/gate.ts';

const guid = '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$';

/** `docs/reference/answers.schema.json`: what a file for `init --answers` may say, made of the questions that are asked. */
export function answersSchema(): string {
  const templates = readTemplates(projectRoot);
  const questions = createQuestions({ detected: {}, templates, regions: wizardRegions([], undefined) });
  const properties = Object.fromEntries(questions.map((question) => [question.id, { description: `${question.title} ${question.help} Flag: ${question.flag}.`, ...shapeOf(question) }]));
  return `${JSON.stringify({ $schema: 'https://json-schema.org/draft/2020-12/schema', title: 'Answers of atakora init', type: 'object', additionalProperties: false, properties: { $schema: { type: 'string' }, ...properties } }, null, 2)}\n`;
}

function shapeOf({ choices, id, kind }: Question): object {
  const scalar = { type: ['string', 'number', 'boolean', 'array'], items: { type: 'string' } };
  switch (id) {
    case 'subscriptionId':
    case 'tenantId':
      return { type: 'string', pattern: id === 'tenantId' ? guid : `^$|${guid}` };
    case 'environments':
      return { type: 'array', minItems: 1, uniqueItems: true, items: { type: 'string', pattern: '^[a-z][a-z0-9-]{0,31}$' } };
    case 'settings':
      return { oneOf: [lines('^[^.=]+\\.[^=]+='), { type: 'object', propertyNames: { pattern: `^[a-z][a-z0-9-]{0,31}\\.(${settingFields().map(({ key }) => key.replaceAll('.', '\\.')).join('|')}|features\\..+)$` }, additionalProperties: scalar }] };
    case 'secrets':
      return { oneOf: [lines('^[^=]+=(later|generate|enter)$'), { type: 'object', additionalProperties: { enum: ['later', 'generate', 'enter'] } }] };
    case 'tags':
      return { oneOf: [{ type: 'string' }, { type: 'object', additionalProperties: { type: 'string', minLength: 1, maxLength: 256 } }] };
    case 'project':
      return { type: 'string', minLength: 1, maxLength: 100 };
    case 'organization':
      return { type: 'string', maxLength: 100 };
    default:
      return kind === 'select' && id !== 'defaultEnvironment' ? { enum: (choices?.({}) ?? []).map(({ value }) => value) } : { type: 'string' };
  }
}

function lines(pattern: string): object {
  return { type: 'array', items: { type: 'string', pattern } };
}
