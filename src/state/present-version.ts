import { AtakoraError } from '../model/errors.ts';
import type { StateDocument } from '../model/state.ts';

/**
 * Earlier versions without the copy of the present one, which a process that was killed between copy and replacement leaves. Beside a
 * state that cannot be read all of them are shown: one is the way back.
 */
export async function withoutPresent<T extends { readonly serial: number }>(versions: readonly T[], read: () => Promise<StateDocument | undefined>): Promise<readonly T[]> {
  try {
    const present = await read();
    return versions.filter(({ serial }) => serial !== present?.serial);
  } catch (error) {
    if (error instanceof AtakoraError && error.code.startsWith('ATK17')) {
      return versions;
    }
    throw error;
  }
}
