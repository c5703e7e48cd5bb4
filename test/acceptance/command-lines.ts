import { commands } from '../../src/commands/index.ts';

/** Every command line that a table of the tests has to have a row for: `plan`, and `secrets set` for each verb of a group. */
export async function everyCommandLine(): Promise<readonly string[]> {
  const lines = await Promise.all(commands.map(async ({ name, load }) => {
    const [first] = (await load()).arguments;
    return first?.name === 'VERB' ? first.summary.split(/, | or /).map((verb) => `${name} ${verb}`) : [name];
  }));
  return lines.flat();
}

/** Those of them that no row begins with. */
export function withoutRow(lines: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  return lines.filter((line) => !rows.some((argv) => `${argv.join(' ')} `.startsWith(`${line} `)));
}
