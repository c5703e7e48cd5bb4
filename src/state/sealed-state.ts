import { AtakoraError } from '../model/errors.ts';
import type { StateDocument } from '../model/state.ts';
import { openText, sealText, type StateCipher } from './state-cipher.ts';
import { damaged } from './damaged.ts';
import { type ExpectedState, parseState, printState } from './state-codec.ts';

/** A state's document and what reads it. */
export interface StateForm extends Omit<ExpectedState, 'place'> {
  readonly cipher?: StateCipher;
}

/**
 * The state in a stored document, encrypted or not.
 * @throws AtakoraError as `parseState`, and `ATK1713` or `ATK1714` when it is encrypted otherwise than the store is set.
 */
export async function readDocument(text: string, form: StateForm, place: string): Promise<StateDocument> {
  const { project, environment } = form;
  const fail = (what: string): ReturnType<typeof damaged> => damaged(place, what);
  const opened = await openText(text, form.cipher, { kind: 'state', project, environment }, place, fail);
  const state = parseState(opened.text, { project, environment, place });
  if (opened.part !== undefined && opened.part !== String(state.serial)) {
    throw fail(`it says that it is serial ${opened.part} and is ${state.serial}`);
  }
  return state;
}

/** What is stored for a state. */
export async function writeDocument(state: StateDocument, form: StateForm): Promise<string> {
  const { project, environment } = form;
  const text = printState(state);
  // What cannot be read again must not be written.
  parseState(text, { project, environment, place: 'the next state' });
  return sealText(text, form.cipher, { kind: 'state', project, environment, part: String(state.serial) });
}

/** The document, or undefined when it is damaged and may be left or replaced; other errors stay. */
export async function unlessDamaged(reading: Promise<StateDocument>): Promise<StateDocument | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof AtakoraError && error.code === 'ATK1701') {
      return undefined;
    }
    throw error;
  }
}
