import { describe, expect, test } from 'vitest';
import { beginBrowser } from '../../browser/browser-state.ts';
import { expectFitsAlways, expectScreen, pressKeys } from '../browser-frames.fake.ts';
import type { DoctorItem } from './doctor-browser.ts';
import { doctorBrowser, mendWords } from './doctor-browser.ts';

const items: readonly DoctorItem[] = [
  { id: 'node 0', check: 'Node.js', finding: { status: 'ok', summary: 'Node.js 24.21.0 and Atakora 0.1.0' } },
  { id: 'sign-in 0', check: 'Sign-in', finding: { status: 'problem', summary: 'nobody is signed in to Azure', next: 'Sign in: `az login`.', code: 'ATK1801' } },
  { id: 'sign-in 1', check: 'Sign-in', finding: { status: 'ok', summary: 'environment variables: AZURE_CLIENT_ID is not set', detail: true } },
  { id: 'project 0', check: 'Project', finding: { status: 'problem', summary: 'two components write to main/notes/table', next: 'See all of it: `atakora validate --env prod`.', code: 'ATK1302', place: 'atakora/notes/resource.ts:12:3' } },
  { id: 'state 0', check: 'State', finding: { status: 'warning', summary: 'run synth-20261121-160212-0c11d2e3 was interrupted and the state does not hold yet what it did', next: "Take it up: `atakora apply --attach -C 'my project'`.", code: 'ATK1716' } },
  { id: 'quotas 0', check: 'Quotas', finding: { status: 'could-not-check', summary: 'no answer within 20 seconds', next: 'Look at the network.' } },
];
const hostile: readonly DoctorItem[] = [...items, { id: 'x', check: 'Git\u0007', finding: { status: 'warning', summary: `\u001B[2J${'長い'.repeat(90)}`, next: '`atakora \u001B[31mrun`\n\ttab', place: 'x'.repeat(200) } }];

const begun = beginBrowser(doctorBrowser('prod'), items);
const after = (...keys: readonly string[]) => pressKeys(begun, keys);

describe('the doctor screen', () => {
  test('runs the mend of a finding where it is a command of this program, with its words as a shell takes them', () => {
    expect(after('down', 'down', 'down', 'm').end).toEqual({ kind: 'run', argv: ['validate', '--env', 'prod'] });
    expect(after('down', 'down', 'down', 'down', 'm').end).toEqual({ kind: 'run', argv: ['apply', '--attach', '-C', 'my project'] });
    expect(mendWords({ id: '', check: '', finding: { status: 'problem', summary: '', next: "`atakora apply -C 'it'\\''s'`" } })).toEqual(['apply', '-C', "it's"]);
  });

  test('copies what mends it elsewhere, and says so', () => {
    expect(after('down', 'm').notice).toBe('mend: its mend is no command of atakora: y copies it');
    expect(after('down', 'y').wish).toMatchObject({ kind: 'copy', text: 'az login' });
    expect(after('end', 'y').wish).toMatchObject({ kind: 'copy', text: 'Look at the network.' });
    expect(after('m').notice).toBe('mend: there is nothing to mend');
  });

  test('any keys leave a screen that fits', () => expectFitsAlways(doctorBrowser('prod'), hostile));
});

describe.each([40, 80, 120])('the doctor screen at %i columns', (width) => {
  test.each([
    ['list', ['down', 'down', 'down']],
    ['details', ['end', 'up', 'tab']],
    ['menu', ['down', 'enter']],
  ] as const)('%s', async (name, keys) => expectScreen(after(...keys), `doctor/${name}`, width));
});
