import { readFileSync, rmSync, statSync, writeFileSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { AtakoraError } from '../../model/errors.ts';
import { isJsonObject } from '../../model/json.ts';
import type { FaultPlan } from './fault-rule.ts';
import { parseFaultRule } from './parse-fault-rule.ts';

const none: FaultPlan = { seed: 1, rules: [] };

/** Where the rules of a world stand: in the world's folder, so that they hold for every process that uses it, from the next request on. */
function faultFileOf(worldFolder: string): string {
  return join(worldFolder, 'faults.json');
}

/** Reads the rules when their file has changed, and only then: every request asks. */
export function createFaultReader(worldFolder: string): () => FaultPlan {
  const file = faultFileOf(worldFolder);
  let stamp = '';
  let plan = none;
  return () => {
    const found = statSync(file, { throwIfNoEntry: false });
    const now = found === undefined ? '' : `${found.mtimeMs} ${found.size} ${found.ino}`;
    if (now === stamp) return plan;
    plan = found === undefined ? none : readFaultFile(file);
    stamp = now;
    return plan;
  };
}

/**
 * Reads a file of rules: `{"seed": 7, "rules": ["429 PUT times=2"]}`.
 * @throws AtakoraError `ATK2104` when it cannot be read, is no such file or holds a wrong rule.
 */
export function readFaultFile(file: string): FaultPlan {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new AtakoraError('ATK2104', `${file} cannot be read as JSON`, { location: { file }, cause });
  }
  if (!isJsonObject(content)) throw notAPlan(file);
  const { seed = 1, rules = [], ...others } = content;
  if (typeof seed !== 'number' || !Number.isSafeInteger(seed) || !Array.isArray(rules) || Object.keys(others).length > 0) throw notAPlan(file);
  return { seed, rules: rules.map((rule) => parseFaultRule(typeof rule === 'string' ? rule : JSON.stringify(rule))) };
}

/** Writes the rules of a world; none: no file. */
export function writeFaultFile(worldFolder: string, plan: FaultPlan): void {
  const file = faultFileOf(worldFolder);
  if (plan.rules.length === 0) return rmSync(file, { force: true });
  mkdirSync(worldFolder, { recursive: true, mode: 0o700 });
  writeFileSync(`${file}.new`, `${JSON.stringify({ seed: plan.seed, rules: plan.rules.map(({ text }) => text) }, null, 2)}\n`);
  renameSync(`${file}.new`, file);
}

function notAPlan(file: string): AtakoraError {
  return new AtakoraError('ATK2104', `${file} is no file of fault rules`, { location: { file }, hint: 'It is {"seed": NUMBER, "rules": ["RULE", …]}.' });
}
