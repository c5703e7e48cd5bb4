import { openLocalAzure } from '../local/local-azure.ts';
import { forgetFaultCounts } from '../local/faults/choose-fault.ts';
import { readFaultFile, writeFaultFile } from '../local/faults/fault-file.ts';
import type { FaultReport } from '../local/faults/fault-report.ts';
import { reportFaults } from '../local/faults/fault-report.ts';
import { parseFaultRule } from '../local/faults/parse-fault-rule.ts';
import { worldPlace } from '../local/serve/world-folders.ts';
import type { LocalWorldOptions } from './serve-local.ts';

/** Rules for a world, as given by hand. */
export interface GivenFaults {
  /** Rules in their text form. */
  readonly rules: readonly string[];
  /** A file of rules, read before those in `rules`. */
  readonly file?: string;
  /** Absent: the file's, else 1. */
  readonly seed?: number;
}

/**
 * Sets the rules of a world in place of all earlier ones, and counts from zero; none: nothing goes wrong any more.
 * @throws AtakoraError `ATK2104` for a rule or file that is not valid; the rules are then as before.
 */
export function setLocalFaults(options: LocalWorldOptions, world: string | undefined, given: GivenFaults): FaultReport {
  const place = worldPlace(options.base, world);
  const fromFile = given.file === undefined ? undefined : readFaultFile(given.file);
  const rules = [...(fromFile?.rules ?? []), ...given.rules.map(parseFaultRule)];
  writeFaultFile(place.folder, { seed: given.seed ?? fromFile?.seed ?? 1, rules });
  return inWorld(options, place.folder, true);
}

/** The rules of a world, with how often each acted. @throws AtakoraError `ATK2104` for a file that is not valid. */
export function localFaults(options: LocalWorldOptions, world?: string): FaultReport {
  const place = worldPlace(options.base, world);
  return place.exists ? inWorld(options, place.folder, false) : { seed: 1, rules: [] };
}

function inWorld(options: LocalWorldOptions, worldFolder: string, fresh: boolean): FaultReport {
  const azure = openLocalAzure({ ...options, worldFolder });
  try {
    return azure.inWorld((context) => {
      if (fresh) forgetFaultCounts(context.db);
      return reportFaults(context);
    });
  } finally {
    azure.close();
  }
}
