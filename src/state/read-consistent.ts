import type { StateDocument } from '../model/state.ts';

/** Reads what belongs to a state together with the state, although another process may be replacing both. */
export async function readConsistent<T>(read: () => Promise<StateDocument | undefined>, readBeside: (state: StateDocument | undefined) => Promise<T>): Promise<T> {
  for (let state = await read(); ; ) {
    try {
      return await readBeside(state);
    } catch (error) {
      const again = await read();
      if (again?.serial === state?.serial) {
        throw error;
      }
      state = again;
    }
  }
}
