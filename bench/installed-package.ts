import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The package of this checkout, packed and installed as a user would. */
export interface InstalledPackage {
  /** Absolute path of `bin/atakora.js` in it. */
  readonly launcher: string;
  readonly packedBytes: number;
  readonly installedBytes: number;
}

/** Builds what lies in `src/` unless it is built already, packs it and installs the archive, offline, into a new folder below `workFolder`. */
export async function installPackage(root: string, workFolder: string): Promise<InstalledPackage> {
  await run(process.execPath, ['build/prepare.js'], { cwd: root });
  const packed = await run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', workFolder], { cwd: root });
  const [report] = JSON.parse(packed.stdout) as readonly { readonly filename: string; readonly size: number }[];
  if (report === undefined) throw new Error('npm pack reported nothing');
  const app = join(workFolder, 'app');
  mkdirSync(app);
  writeFileSync(join(app, 'package.json'), '{ "private": true, "type": "module" }\n');
  await run('npm', ['install', '--offline', '--no-audit', '--no-fund', join(workFolder, report.filename)], { cwd: app });
  const folder = join(app, 'node_modules/atakora');
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return {
    launcher: join(folder, 'bin/atakora.js'),
    packedBytes: report.size,
    installedBytes: files.reduce((sum, file) => sum + statSync(join(file.parentPath, file.name)).size, 0),
  };
}
