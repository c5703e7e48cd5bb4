import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'jsonc-parser';
import { answerCase } from '../arm/answer-case.ts';
import { AtakoraError } from '../model/errors.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { isJsonObject } from '../model/json.ts';
import type { CommandContext } from '../platform/command-context.ts';
import { textFlag } from '../platform/command-context.ts';

/** Answers `local evaluate`: one template, one expression, or a file of cases. */
export async function evaluateLocally(context: CommandContext): Promise<number> {
  const now = context.platform.clock.now();
  const batch = textFlag(context, 'batch');
  const answers = batch === undefined ? [answerCase(caseOfFlags(context), now)] : casesOf(context, batch).map((given) => answerCase(given, now));
  const print = (value: unknown): string => (batch === undefined ? `${JSON.stringify(value, null, 2)}\n` : `${JSON.stringify(value)}\n`);
  context.platform.stdout.write(answers.map(print).join(''));
  return batch === undefined && answers.some((answer) => 'error' in answer) ? 1 : 0;
}

/** @throws AtakoraError `ATK1002` when there is nothing, or too much, to evaluate. */
function caseOfFlags(context: CommandContext): JsonObject {
  const [template, expression] = [textFlag(context, 'template'), textFlag(context, 'expression')];
  if ((template === undefined) === (expression === undefined)) {
    throw new AtakoraError('ATK1002', 'local evaluate needs one of --template, --expression and --batch');
  }
  const subscriptionId = textFlag(context, 'subscription') ?? '00000000-0000-0000-0000-000000000000';
  const resourceGroup = textFlag(context, 'resource-group') ?? 'group';
  if (template === undefined) {
    return { id: 'expression', expression: expression ?? '', inputs: { subscriptionId, resourceGroup } };
  }
  const file = textFlag(context, 'parameters');
  const parameters = file === undefined ? {} : readJson(context, file);
  const values = isJsonObject(parameters) && isJsonObject(parameters['parameters']) ? parameters['parameters'] : parameters;
  return { id: template, template: readJson(context, template), parameters: values, scope: { kind: 'resourceGroup', subscriptionId, resourceGroup } };
}

function casesOf(context: CommandContext, file: string): readonly JsonObject[] {
  const lines = readText(context, file).split('\n').filter((line) => line.trim() !== '');
  return lines.map((line, at) => {
    const value: unknown = parse(line);
    if (!isJsonObject(value)) {
      throw new AtakoraError('ATK1902', `line ${at + 1} of ${file} is not a case`, { location: { file, line: at + 1 } });
    }
    return value;
  });
}

function readJson(context: CommandContext, file: string): Json {
  const value = parse(readText(context, file), [], { allowTrailingComma: true }) as Json | undefined;
  if (value === undefined) {
    throw new AtakoraError('ATK1902', `${file} is not JSON`, { location: { file } });
  }
  return value;
}

function readText(context: CommandContext, file: string): string {
  try {
    return readFileSync(resolve(context.platform.cwd, context.options.cwd ?? '.', file), 'utf8').replace(/^\uFEFF/, '');
  } catch (cause) {
    throw new AtakoraError('ATK1902', `${file} cannot be read`, { cause });
  }
}
