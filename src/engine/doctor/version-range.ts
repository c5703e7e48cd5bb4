/** True when a version is within a range of the forms `^22.2.1`, `^24.15`, `>=26`, joined by `||`. */
export function isWithin(version: string, range: string): boolean {
  return range.split('||').some((part) => fits(numbers(version), part.trim()));
}

function fits(version: readonly number[], part: string): boolean {
  const [, sign, floor = ''] = /^(\^|>=)?v?(\d+(?:\.\d+)*)$/.exec(part) ?? [];
  if (floor === '') return false;
  const wanted = numbers(floor);
  const sameMajor = version[0] === wanted[0];
  return isAtLeast(version, wanted) && (sign === '>=' || sameMajor);
}

function isAtLeast(version: readonly number[], floor: readonly number[]): boolean {
  for (const [at, wanted] of floor.entries()) {
    const own = version[at] ?? 0;
    if (own !== wanted) return own > wanted;
  }
  return true;
}

function numbers(version: string): readonly number[] {
  return version.split('.').map((part) => Number.parseInt(part, 10) || 0);
}
