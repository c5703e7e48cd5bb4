import { AtakoraError } from '../model/errors.ts';
import { nearest } from '../define/nearest.ts';
import type { Json } from '../model/json.ts';
import type { Command } from '../platform/command.ts';
import type { CommandContext } from '../platform/command-context.ts';
import { textFlag } from '../platform/command-context.ts';
import { findState } from '../platform/plan-project.ts';
import { openPorts } from '../platform/project-ports.ts';
import { openProject } from '../platform/project-session.ts';
import { createLinkBook } from '../ui/plain/link-book.ts';

const formats = ['text', 'env', 'json', 'value'] as const;
type Format = (typeof formats)[number];

export const outputs: Command = {
  name: 'outputs',
  summary: 'print the outputs of the environment',
  arguments: [{ name: 'NAME', required: false, summary: 'one output; its bare value is printed' }],
  flags: [{ name: 'format', type: 'string', value: 'FORMAT', summary: 'text, env, json or value' }],
  json: 'document',
  examples: ['atakora outputs --local', 'atakora outputs feedbackApiUrl --local', 'atakora outputs --format env > .env.outputs'],
  run: async (context) => {
    const format = formatOf(context);
    const session = await openProject(context);
    const { state } = await findState(session, openPorts(session, context.platform), context);
    const values: Readonly<Record<string, Json>> = Object.fromEntries(Object.entries(state?.outputs ?? {}).map(([name, output]) => [name, output.value]));
    const [name] = context.positionals;
    const chosen = name === undefined ? values : pick(values, name);
    const asked = format ?? (name === undefined ? 'text' : 'value');
    const text = printOutputs(chosen, asked);
    context.platform.stdout.write(asked === 'text' ? linkOutputs(text, chosen, context) : text);
    return 0;
  },
};

/** What is an address can be opened where it is read; all other formats are for programs. */
function linkOutputs(text: string, values: Readonly<Record<string, Json>>, { options }: CommandContext): string {
  const book = createLinkBook(options);
  for (const [name, value] of Object.entries(values)) book.learn({ type: 'output', name, value });
  return book.paint(text);
}

function formatOf(context: CommandContext): Format | undefined {
  const given = context.options.json ? 'json' : textFlag(context, 'format');
  const known = formats.find((candidate) => candidate === given);
  if (given !== undefined && known === undefined) {
    throw new AtakoraError('ATK1002', `--format ${given} is not one of ${formats.join(', ')}`);
  }
  return known;
}

function pick(values: Readonly<Record<string, Json>>, name: string): Readonly<Record<string, Json>> {
  const value = values[name];
  if (value === undefined) {
    const near = nearest(name, Object.keys(values));
    throw new AtakoraError('ATK1007', `there is no output "${name}"`, { hint: near === undefined ? `Known: ${Object.keys(values).join(', ') || 'none; apply first'}.` : `Did you mean "${near}"?` });
  }
  return { [name]: value };
}

function printOutputs(values: Readonly<Record<string, Json>>, format: Format): string {
  const text = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value));
  const entries = Object.entries(values);
  switch (format) {
    case 'json':
      return `${JSON.stringify(values, null, 2)}\n`;
    case 'env':
      return entries.map(([name, value]) => `${environmentName(name)}=${JSON.stringify(text(value))}\n`).join('');
    case 'value':
      return entries.map(([, value]) => `${text(value)}\n`).join('');
    case 'text': {
      const width = Math.max(0, ...entries.map(([name]) => name.length));
      return entries.length === 0 ? 'No outputs. Apply first.\n' : entries.map(([name, value]) => `${name.padEnd(width)} = ${text(value)}\n`).join('');
    }
  }
}

/** `feedbackApiUrl` → `FEEDBACK_API_URL`. */
function environmentName(name: string): string {
  return name.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2').replaceAll(/[^A-Za-z0-9]+/g, '_').toUpperCase();
}
