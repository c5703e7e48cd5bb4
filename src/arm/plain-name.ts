/** A region's name without blanks and letter case, as templates may write it either way: `West Europe` → `westeurope`. */
export function plainName(name: string): string {
  return name.replaceAll(' ', '').toLowerCase();
}
