import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface BundledPackage {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly texts: readonly string[];
}

type Manifest = { readonly name: string; readonly version: string; readonly license?: string };

const licenceFile = /^(?:licen[cs]e|copying|notice|thirdpartynotices?)(?:[-_.].*)?$/i;

/**
 * The installed folder of the package that a bundled file belongs to; absent for our own files. It is found by the
 * path and not by the nearest `package.json`, of which some packages have several.
 */
function packageFolderOf(file: string): string | undefined {
  return /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(file)?.[0];
}

function readPackage(folder: string): BundledPackage {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
  const texts = licenceTexts(folder);
  if (license === undefined && texts.length === 0) throw new Error(`${name} ${version} says nowhere under which licence it is`);
  return { name, version, license: license ?? 'see below', texts };
}

function licenceTexts(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => licenceFile.test(name) && !/\.[cm]?[jt]s$/.test(name))
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8').trim());
}

/**
 * The notices for every package of which at least one file is in the bundle: name, version, licence and its text.
 * A package that ships no licence file is listed with the licence that its manifest declares; one with neither stops
 * the build.
 * @param bundledFiles absolute paths of all files that went into the bundle
 */
export function thirdPartyNotices(bundledFiles: readonly string[]): string {
  const folders = new Set(bundledFiles.map(packageFolderOf).filter((folder) => folder !== undefined));
  const packages = [...folders].map(readPackage).sort((a, b) => (`${a.name}@${a.version}` < `${b.name}@${b.version}` ? -1 : 1));
  const rule = '-'.repeat(78);
  const sections = packages.map(({ name, version, license, texts }) =>
    [rule, `${name} ${version}`, `Licence: ${license}`, '', ...texts].join('\n').trimEnd(),
  );
  return `Atakora contains these packages, each under its own licence.\n\n${sections.join('\n\n')}\n`;
}
