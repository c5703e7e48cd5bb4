import { canonicalJson } from '../model/canonical-json.ts';
import { uniqueFindings } from '../model/diagnostic.ts';
import type { ComparedValue, EnvironmentComparison, EnvironmentReport, EnvironmentValue } from '../model/environment-report.ts';

/** Two environments value by value, in the order of a report. Where a value comes from makes no difference. */
export function compareReports(left: EnvironmentReport, right: EnvironmentReport): EnvironmentComparison {
  const backends = [...new Set([...left.backends, ...right.backends].map(({ name }) => name))];
  return {
    left: left.key,
    right: right.key,
    values: [
      ...compareValues(left.target, right.target),
      ...compareValues(left.settings, right.settings),
      ...backends.flatMap((name) => compareBackend(name, left, right)),
    ],
    problems: uniqueFindings([...left.problems, ...right.problems]),
  };
}

/** What a backend decides for itself in either of them, under paths of its own: `main: cosmos.mode`. Elsewhere it has what the environment has. */
function compareBackend(name: string, left: EnvironmentReport, right: EnvironmentReport): readonly ComparedValue[] {
  const own = (report: EnvironmentReport): readonly EnvironmentValue[] => report.backends.find((backend) => backend.name === name)?.settings ?? [];
  const paths = new Set([...own(left), ...own(right)].map(({ path }) => path));
  const effective = (report: EnvironmentReport): readonly EnvironmentValue[] => [...new Map([...report.settings, ...own(report)].map((value) => [value.path, value])).values()];
  const of = (report: EnvironmentReport): readonly EnvironmentValue[] => effective(report).flatMap((value) => (paths.has(value.path) ? [{ ...value, path: `${name}: ${value.path}` }] : []));
  return compareValues(of(left), of(right));
}

function compareValues(left: readonly EnvironmentValue[], right: readonly EnvironmentValue[]): readonly ComparedValue[] {
  const before = new Map(left.map((value) => [value.path, value]));
  const after = new Map(right.map((value) => [value.path, value]));
  return [...new Set([...before.keys(), ...after.keys()])].map((path) => {
    const [first, second] = [before.get(path), after.get(path)];
    return { path, left: first, right: second, same: canonicalJson([first?.value ?? null]) === canonicalJson([second?.value ?? null]) };
  });
}
