import type { CaseAnswer } from '../arm/answer-case.ts';
import { answerCase } from '../arm/answer-case.ts';
import { evaluateInDeployment } from '../arm/evaluation.ts';
import { plainJson } from '../arm/relaxed-json.ts';
import { renderValue } from '../arm/render-value.ts';
import { builtInMetadata } from '../azure/template-metadata.ts';
import { AtakoraError } from '../model/errors.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { isJsonObject } from '../model/json.ts';
import type { CommandContext } from '../platform/command-context.ts';
import { textFlag } from '../platform/command-context.ts';
import { evaluateTemplateFile } from '../platform/evaluate-template.ts';
import { scopeOfFlags, surroundingsOfFlags } from '../platform/evaluation-scope.ts';
import { readTextFile } from '../platform/template-file.ts';

/** Answers `local evaluate`: one template, one expression, or a file of cases. */
export async function evaluateLocally(context: CommandContext): Promise<number> {
  const [template, expression, batch] = [textFlag(context, 'template'), textFlag(context, 'expression'), textFlag(context, 'batch')];
  if ([template, expression, batch].filter((flag) => flag !== undefined).length !== 1) {
    throw new AtakoraError('ATK1002', 'local evaluate needs one of --template, --expression and --batch');
  }
  if (batch !== undefined) return answerBatch(context, batch);
  if (template === undefined && textFlag(context, 'parameters') !== undefined) throw new AtakoraError('ATK1002', '--parameters goes with --template');
  const document = template === undefined ? { id: 'expression', value: valueOf(context, expression ?? '') } : evaluateTemplateFile(context, template);
  context.platform.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
  return 0;
}

/** @throws AtakoraError `ATK2003` or `ATK2004` when the expression has no value. */
function valueOf(context: CommandContext, expression: string): Json {
  const template = { $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#', contentVersion: '1.0.0.0', resources: [] };
  const scope = scopeOfFlags(context, template);
  return renderValue(evaluateInDeployment({ ...surroundingsOfFlags(context, scope), scope, template, parameters: {} }, expression));
}

/** One answer a line, in the order of the cases; a case that fails is an answer too. */
function answerBatch(context: CommandContext, file: string): number {
  const known = { now: context.platform.clock.now(), ...builtInMetadata() };
  const answers = casesOf(context, file).map((given): CaseAnswer => answerCase(given, known));
  context.platform.stdout.write(answers.map((answer) => `${JSON.stringify(answer)}\n`).join(''));
  return 0;
}

function casesOf(context: CommandContext, file: string): readonly JsonObject[] {
  const lines = readTextFile(context, file).split('\n').map((text, at) => ({ text, at }));
  return lines.filter(({ text }) => text.trim() !== '').map(({ text, at }) => {
    const value = readCase(text);
    if (!isJsonObject(value)) {
      throw new AtakoraError('ATK1902', `line ${at + 1} of ${file} is not a case`, { location: { file, line: at + 1 } });
    }
    return value;
  });
}

function readCase(text: string): unknown {
  try {
    return JSON.parse(plainJson(text));
  } catch {
    return undefined;
  }
}
