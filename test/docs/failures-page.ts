import { failureRules } from '../../src/azure/advise-failure.ts';
import { cell } from './table-cell.ts';

const head = `# Failures of Azure

<!-- Generated from src/azure/failure-rules by test/docs/generate.ts; UPDATE=1 npx vitest run test/docs rewrites it. -->

What Azure answers is unfolded to its innermost cause, and the first rule that fits tells what it means, what to do, and whether
trying again helps. A rule fits by Azure's code, and by the message where a code means many things. Azure's own words stay in
the report. Commands are told with what stands in braces filled in, and left out where a part is unknown or where they would not go to
the Azure that refused: the local one. *mends* are done by Atakora itself once you agree.
`;

/** `docs/reference/azure-failures.md`: every rule for a failure of Azure, in the order in which they are tried. */
export function failuresPage(): string {
  const rows = failureRules.map(({ id, codes, status, code, sentence, hint, retry, fix, mend }) => {
    const about = codes?.map((name) => `\`${name}\``).join(' ') ?? (status === undefined ? 'by its message' : `HTTP ${status}`);
    return `| ${id} | ${code} | ${about} | ${cell(sentence)} | ${cell([hint, ...(fix === undefined ? [] : [fix].flat().map((command) => `\`${command}\``))].join(' '))} | ${retry} | ${mend ?? ''} |`;
  });
  return `${head}\n| rule | code | Azure says | meaning | what to do | try again | mends |\n| --- | --- | --- | --- | --- | --- | --- |\n${rows.join('\n')}\n`;
}
