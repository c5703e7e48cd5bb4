import { askedSection } from './asked-table.fake.ts';
import type { PairResult } from './recorded-pairs.fake.ts';

/** How the recorded pairs of one type agree. */
export interface TypeAgreement {
  readonly type: string;
  readonly rows: number;
  readonly rowsAgreeing: number;
  /** Paths compared in all rows. */
  readonly compared: number;
  readonly agreeing: number;
  /** Paths that differ in any row, indexes taken out. */
  readonly differing: readonly string[];
}

/** Counts by type, in the order of their names. */
export function agreement(results: readonly PairResult[]): readonly TypeAgreement[] {
  return [...Map.groupBy(results, (result) => result.type)]
    .map(([type, rows]) => {
      const compared = rows.reduce((sum, row) => sum + row.compared, 0);
      const different = rows.reduce((sum, row) => sum + row.differences.length, 0);
      const differing = [...new Set(rows.flatMap((row) => row.differences.map(({ path }) => path.replaceAll(/\[\d+\]/g, '[]'))))].sort();
      return { type, rows: rows.length, rowsAgreeing: rows.filter((row) => row.differences.length === 0).length, compared, agreeing: compared - different, differing };
    })
    .sort((left, right) => (left.type < right.type ? -1 : 1));
}

const head = `# Resource types of the local Azure

The local Azure knows how Azure answers for the types below: each has a descriptor below \`src/resources/\` that says which defaults the service
fills in, what it computes, which form it gives values, what it never returns, how it answers a create, an update and a deletion, and which keys it lists.
Every other type is stored as it was sent, with \`provisioningState\` and, at the top level, tags and region: it is not modelled, and nothing is made up for it (\`isModelled(type)\` tells the two apart).

## What is measured
For each recorded pair (a body as a client sent it, and what Azure returned when it was done) the body is settled by the descriptor and every path is compared with Azure's answer.
Left out are values that Azure makes up: ids, names, times, GUIDs, addresses, and the paths that only ever come from the service. "paths" counts the single values, "pairs" the answers that agree wholly.
The table is written by \`UPDATE=1 npx vitest run src/resources/replay.test.ts\` and checked by the tests, where the recordings are at hand.

## What cannot agree
- Defaults have moved over the years and recordings go back to 2018: the newest value is taken (storage \`networkAcls.bypass\`: \`None\` since July 2026; sites \`httpsOnly\`: true since 2026; Cosmos DB automatic failover: true since 2025).
- Some values belong to the account, the region or the parent: App Service scale units and log categories by plan, SKU of the file service, quotas by region, what an earlier request had set.
- Recorded answers to an update hold what an older PUT had set, which the pair does not show.
- Old api versions lack properties that newer ones return; only the versions seen apart in the recordings are told apart.
`;

/** The page of the docs. */
export function agreementPage(types: readonly TypeAgreement[]): string {
  const sum = (pick: (type: TypeAgreement) => number): number => types.reduce((all, type) => all + pick(type), 0);
  const [agreeing, compared, rowsAgreeing, rows] = [sum((t) => t.agreeing), sum((t) => t.compared), sum((t) => t.rowsAgreeing), sum((t) => t.rows)];
  const lines = types.map((type) => `| ${type.type} | ${ratio(type.agreeing, type.compared)} | ${String(type.rowsAgreeing)} of ${String(type.rows)} | ${shown(type.differing)} |`);
  return `${head}
All types: ${ratio(agreeing, compared)} paths, ${ratio(rowsAgreeing, rows)} pairs.

| type | paths | pairs | where it differs |
| --- | --- | --- | --- |
${lines.join('\n')}

${askedSection()}`;
}

function ratio(part: number, whole: number): string {
  return `${String(part)} of ${String(whole)}${whole === 0 ? '' : ` (${((100 * part) / whole).toFixed(1)} %)`}`;
}

function shown(paths: readonly string[]): string {
  const first = paths.slice(0, 4).map((path) => `\`${path.replaceAll('|', '\\|')}\``).join(', ');
  return paths.length > 4 ? `${first} and ${String(paths.length - 4)} more` : first;
}
