import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { protectKnown } from './known-secrets.ts';
import { createRedactor } from './redactor.ts';

function knowing(env: Readonly<Record<string, string>>, files: Readonly<Record<string, string>>): (text: string) => string {
  const folder = mkdtempSync(join(tmpdir(), 'atakora-known-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const redactor = createRedactor();
  protectKnown(redactor, env, folder);
  return (text) => redactor.redact(text);
}

test('variables whose names tell and values of .env files are kept out of output before any command begins', () => {
  const redact = knowing(
    { STRIPE_KEY: 'sk_live_1', AZURE_CLIENT_SECRET: 'Qx~12345678', ATAKORA_STATE_PASSPHRASE: 'correct horse battery', PWD: '/home/someone/project', HOME: '/home/someone', PATH: '/usr/bin:/bin', EDITOR_NAME: 'vim-9.1-beta', PROJECT_KEY: 'feedback-portal' },
    { '.env': 'DB_PASSWORD=pa55\nPLAIN="Zx81-Spectrum-48k"\nPORT=7071\nURL=https://api.example.com/v1\nLINK=https://u:pa55word9@api.example.com\nREGION=westeurope\nPATHS=./data/files1\nSTORE=stnotesdev01weu\nDB=cosmos-notes-dev-01\nID=11111111-1111-4111-8111-111111111111\n', '.env.qa': "QA_TOKEN='token-of-qa-1'\n", '.env.example': 'OTHER_KEY=placeholder-1\n' },
  );
  for (const hidden of ['sk_live_1', 'Qx~12345678', 'correct horse battery', 'pa55', 'Zx81-Spectrum-48k', 'https://u:pa55word9@api.example.com', 'pa55word9', 'token-of-qa-1']) expect(redact(`<${hidden}>`)).toBe('<(redacted)>');
  for (const shown of ['/home/someone/project', '/usr/bin:/bin', 'vim-9.1-beta', '7071', 'https://api.example.com/v1', 'westeurope', './data/files1', '11111111-1111-4111-8111-111111111111', 'placeholder-1', 'feedback-portal', 'stnotesdev01weu', 'cosmos-notes-dev-01']) expect(redact(shown)).toBe(shown);
});

test('a folder that is not there holds nothing', () => {
  const redactor = createRedactor();
  protectKnown(redactor, {}, '/nowhere/at/all');
  const value = { a: 1 };
  expect(redactor.redact(value)).toBe(value);
});
