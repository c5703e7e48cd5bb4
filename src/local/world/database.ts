import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { AtakoraError } from '../../model/errors.ts';
import { schema, schemaVersion } from './schema.ts';

/** One column value of a row. */
export type Column = string | number | null;
export type Row = Readonly<Record<string, Column>>;

/** Milliseconds that a process waits for another one's transaction before it gives up. */
const lockPatienceMs = 15_000;

/**
 * The database of one world. Several processes may have it open; SQLite's own locks order their changes, and a process that is killed
 * loses exactly the transaction that it was in.
 */
export class Database {
  readonly #db: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  #depth = 0;

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  all(sql: string, ...values: readonly Column[]): readonly Row[] {
    return this.#statement(sql).all(...(values as readonly SQLInputValue[])) as unknown as readonly Row[];
  }

  get(sql: string, ...values: readonly Column[]): Row | undefined {
    return this.#statement(sql).get(...(values as readonly SQLInputValue[])) as unknown as Row | undefined;
  }

  run(sql: string, ...values: readonly Column[]): void {
    this.#statement(sql).run(...(values as readonly SQLInputValue[]));
  }

  /** Runs `work` alone among all processes; all of its changes are kept, or none when it throws. Nested calls join the outer one. */
  change<T>(work: () => T): T {
    if (this.#depth > 0) return work();
    this.#db.exec('begin immediate');
    this.#depth += 1;
    try {
      const result = work();
      this.#db.exec('commit');
      return result;
    } catch (error) {
      this.#db.exec('rollback');
      throw error;
    } finally {
      this.#depth -= 1;
    }
  }

  close(): void {
    this.#statements.clear();
    this.#db.close();
  }

  #statement(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#db.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}

/**
 * Opens the database in a folder, which is made when missing. The files are readable by their owner only: they hold secrets.
 * @throws AtakoraError `ATK2102` when it cannot be opened, is damaged or was written by a newer version.
 */
export function openDatabase(folder: string): Database {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const file = join(folder, 'world.db');
    // SQLite gives its journal files the mode of the database, so that one must be right before anything is written.
    closeSync(openSync(file, 'a', 0o600));
    chmodSync(file, 0o600);
    const { DatabaseSync } = loadSqlite();
    const db = new DatabaseSync(file, { timeout: lockPatienceMs });
    prepare(db);
    return new Database(db);
  } catch (error) {
    if (error instanceof AtakoraError) throw error;
    throw new AtakoraError('ATK2102', `the world in ${folder} cannot be opened: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

function prepare(db: DatabaseSync): void {
  db.exec('pragma journal_mode = wal; pragma synchronous = normal;');
  const version = () => Number((db.prepare('pragma user_version').get() as { user_version: number }).user_version);
  if (version() === 0) {
    db.exec('begin immediate');
    if (version() === 0) db.exec(`${schema}; pragma user_version = ${schemaVersion};`);
    db.exec('commit');
  }
  if (version() !== schemaVersion) {
    throw new AtakoraError('ATK2102', `the world was written by another version (${version()}, this one writes ${schemaVersion})`);
  }
}

/** Node 22 warns of SQLite as experimental on stderr, which would stand in the middle of a plan. */
function loadSqlite(): typeof import('node:sqlite') {
  const emitWarning = process.emitWarning;
  process.emitWarning = ((warning: string | Error, ...rest: readonly unknown[]) => {
    if (String(warning).includes('SQLite')) return;
    Reflect.apply(emitWarning, process, [warning, ...rest]);
  }) as typeof process.emitWarning;
  try {
    return process.getBuiltinModule('node:sqlite');
  } finally {
    process.emitWarning = emitWarning;
  }
}
