/** Most characters that the name of a project may have. */
const longestProjectName = 100;

/**
 * Why a text cannot be the name of a project; undefined when it can. Any words in any script: names in Azure are made of what they allow of it.
 * One rule for manifest, flags and wizard.
 */
export function projectNameProblem(name: string): string | undefined {
  if (name.trim() === '') return 'A project needs a name.';
  if (name.length > longestProjectName) return `At most ${longestProjectName} characters; this has ${name.length}.`;
  if (/\p{C}/u.test(name)) return 'No line breaks or control characters.';
  return /[\p{L}\p{N}]/u.test(name) ? undefined : 'At least one letter or digit.';
}
