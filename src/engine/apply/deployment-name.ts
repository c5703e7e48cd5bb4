import { sha1 } from '../../arm/sha1.ts';

/** @see https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules (deployments: 64, letters, digits, `-`, `.`, `_`, parentheses). */
const maximumLength = 64;
const hashLength = 6;

/**
 * Name of a stack's deployment: `atakora-<stack>-<run digits>-<attempt>`, at most 64 characters. A stack id that is too long or has
 * other characters is bent and gets a hash, so that two stacks never share a name.
 */
export function deploymentName(stack: string, run: string, attempt: number): string {
  const tail = `-${run.replace(/^synth-/, '')}-${attempt}`;
  const room = maximumLength - 'atakora-'.length - tail.length;
  return `atakora-${fit(stack, room)}${tail}`;
}

function fit(stack: string, room: number): string {
  const bent = stack.replace(/[^A-Za-z0-9._-]/g, '-');
  if (bent === stack && stack.length <= room) return stack;
  const digits = [...sha1(new TextEncoder().encode(stack))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${bent.slice(0, room - hashLength - 1)}-${digits.slice(0, hashLength)}`;
}
