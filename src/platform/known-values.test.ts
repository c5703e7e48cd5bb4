import { expect, test } from 'vitest';
import type { Synthesis } from '../model/synthesis.ts';
import { refuseKnownValues } from './known-values.ts';
import { createRedactor } from './redactor.ts';

const synthesis = (settings: unknown, expression = '"x"'): Synthesis => ({ resources: [{ address: 'main/functions.main/app', desired: { properties: { siteConfig: { appSettings: settings } } }, origin: { file: 'a.ts', line: 3 } }], outputs: [{ name: 'link', expression }], diagnostics: [] }) as unknown as Synthesis;

test('a value that the code read from where secrets are is an error that names its place and not the value', () => {
  const redactor = createRedactor();
  const clean = synthesis([{ name: 'A', value: 'plain' }]);
  expect(refuseKnownValues(clean, redactor.redact)).toBe(clean);
  redactor.register('hunter2-hunter2');
  expect(refuseKnownValues(clean, redactor.redact)).toBe(clean);
  const { diagnostics } = refuseKnownValues(synthesis([{ name: 'A', value: 'x=hunter2-hunter2' }, { name: 'B', value: Buffer.from('hunter2-hunter2').toString('base64') }], '"hunter2-hunter2"'), redactor.redact);
  expect(diagnostics.map(({ code, severity, summary }) => [code, severity, summary])).toEqual([
    ['ATK1309', 'error', 'main/functions.main/app has the value of a secret at properties.siteConfig.appSettings.value'],
    ['ATK1309', 'error', 'the output link has the value of a secret'],
  ]);
  expect(JSON.stringify(diagnostics)).not.toContain('hunter2');
});
