import type { ErrorCodeEntry } from '../../src/model/error-codes.ts';
import { errorCodes } from '../../src/model/error-codes.ts';
import { cell } from './table-cell.ts';

/** What the first two digits of a code say. A code of a block that is not here fails the generator. */
const blocks: Readonly<Record<string, string>> = {
  10: 'Using the command line',
  11: 'Manifest and configuration',
  12: 'Loading the backend',
  13: 'Composing resources',
  14: 'Templates and limits',
  15: 'Planning',
  16: 'Applying',
  17: 'State',
  18: 'Azure',
  19: 'Files',
  20: 'The ARM template language',
  21: 'The local Azure',
  22: 'Secrets',
  90: 'Bugs',
};

const head = `# Error codes

<!-- Generated from src/model/error-codes.ts by test/docs/generate.ts; UPDATE=1 npx vitest run test/docs rewrites it. -->

Every error and warning has a code that keeps its meaning. The message beside it says which file, line, address or value it
is about; where the message has a better advice than this page, the message is right. *Exit* is what the command ends with
when the code is an error; a warning changes no exit code.
`;

/** `docs/reference/errors.md`: every code of the registry, block by block. */
export function errorsPage(): string {
  const codes: readonly (readonly [string, ErrorCodeEntry])[] = Object.entries(errorCodes);
  const grouped = [...Map.groupBy(codes, ([code]) => code.slice('ATK'.length, 'ATK'.length + 2))].sort(([left], [right]) => (left < right ? -1 : 1));
  const sections = grouped.map(([block, entries]) => {
    const title = blocks[block];
    if (title === undefined) {
      throw new Error(`no title for the error codes ATK${block}xx`);
    }
    const rows = entries.toSorted(([left], [right]) => (left < right ? -1 : 1)).map(([code, entry]) => `| ${code} | ${cell(entry.meaning)} | ${cell(entry.mend)} | ${entry.exit} |`);
    return `## ${title}\n\n| code | meaning | what to do | exit |\n| --- | --- | --- | --- |\n${rows.join('\n')}\n`;
  });
  return [head, ...sections].join('\n');
}
