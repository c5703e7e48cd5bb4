import { places } from '../terminal/asking-places.ts';
import { paritySteps } from '../terminal/parity-steps.ts';

/** A command line of the page, without what only the tests need. */
const shown = (argv: readonly string[]): string => `atakora ${argv.map((word) => (word === '--local' ? '' : /\s/.test(word) ? `'${word}'` : word)).filter((word) => word !== '').join(' ')}`;

/** The two tables of `docs/guide/parity.md`: what is asked in the app, and the same by flags. */
export function parityTables(): string {
  const asked = places.flatMap(({ doing, argv, byFlags }) => (doing === undefined || byFlags === undefined ? [] : [`| ${doing} | \`${shown(generic(argv))}\` | \`atakora ${byFlags}\` |`]));
  const played = paritySteps.map(({ doing, argv, byFlags, input }) => `| ${doing} | \`${shown(argv)}\` | \`${input === undefined ? '' : 'printf %s "$VALUE" \\| '}${shown(byFlags)}\` |`);
  const table = (rows: readonly string[]): string => `| what you do | in the app | without a question |\n| --- | --- | --- |\n${rows.join('\n')}\n`;
  return `## Everything that asks\n\n${table(asked)}\n## The session that the tests play\n\n${table(played)}`;
}

/** Names of the test's own project as words. */
function generic(argv: readonly string[]): readonly string[] {
  const words: Readonly<Record<string, string>> = { 'PAY_KEY': 'NAME', 'demo': 'NAME', 'more.env': 'FILE', 'state.json': 'FILE', '1': 'SERIAL', 'main/group.main/group': 'FROM', 'main/group.other/group': 'TO', '30d': 'TIME', 'resources': 'KIND' };
  return argv.filter((word) => !['values.env', 'some-Valu3-of-it', '--secrets-file', '--yes'].includes(word)).map((word) => words[word] ?? word);
}
