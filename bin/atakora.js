#!/usr/bin/env node
// Runs on any Node that knows ES modules, so that a too-old one gets a sentence and not a syntax error:
// nothing newer than dynamic `import()` is written here, and nothing is imported before the version is known.
import { existsSync, readFileSync } from 'fs';
import { fileURLToPath } from 'url';

var NODE_FLOOR = 'Node.js 22.22.2, 24.15 or 26 and later';

/**
 * True when a version is within the `engines` of package.json, `^22.22.2 || ^24.15 || >=26`.
 * @param {string} version as in `process.versions.node`
 */
function isSupported(version) {
  var parts = version.split('.').map(Number);
  var major = parts[0] || 0;
  var minor = parts[1] || 0;
  var patch = parts[2] || 0;
  if (major === 22) return minor > 22 || (minor === 22 && patch >= 2);
  if (major === 24) return minor >= 15;
  return major >= 26;
}

function ownVersion() {
  return JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version;
}

/** @param {string} line one line for the user */
function fail(line) {
  process.stderr.write(line + '\n');
  process.exitCode = 1;
}

function run() {
  var args = process.argv.slice(2);
  var node = process.versions.node;
  if (!isSupported(node)) {
    // A value may stand among the words of `secrets set`.
    var shown = args[0] === 'secrets' ? ['secrets', '...'] : args;
    fail(
      'ATK1005 Atakora needs ' + NODE_FLOOR + '; this is ' + node +
        '. Install one from nodejs.org, or run: npx -y -p node@24 -p atakora -- ' + ['atakora'].concat(shown).join(' ')
    );
    return;
  }
  if (args.length === 1 && args[0] === '--version') {
    process.stdout.write(ownVersion() + '\n');
    return;
  }
  var entry = new URL('../dist/main.js', import.meta.url);
  if (!existsSync(fileURLToPath(entry))) {
    fail('Atakora is not built in this checkout. Run: npm ci');
    return;
  }
  start(entry.href);
}

/** @param {string} entry address of the bundled program */
async function start(entry) {
  var nodeModule = await import('module');
  // Compiled code is kept between runs: it saves most of the time that stripping types from a backend takes.
  nodeModule.enableCompileCache();
  var program = await import(entry);
  process.exitCode = await program.main(process.argv.slice(2));
}

run();
