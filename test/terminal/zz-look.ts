import { openTerminal } from './terminal-session.ts';
// usage: look.ts cols rows cwd stepsJson args...
const [cols, rows, cwd = '', steps = '[]', ...args] = process.argv.slice(2);
process.chdir(cwd);
const t = openTerminal('/work/main/bin/atakora.js', args, { columns: Number(cols), rows: Number(rows) });
for (const step of JSON.parse(steps) as [string, string][]) {
  await t.until(step[0], (s) => s.join('\n').includes(step[0]));
  await new Promise((r) => setTimeout(r, 200));
  console.log(`=== ${step[0]}\n` + t.screen().join('\n').trimEnd());
  t.type(step[1]);
}
const code = await t.ended();
console.log('EXIT', code, 'hidden', t.cursorIsHidden());
console.log('=== TRANSCRIPT\n' + t.transcript().join('\n'));
