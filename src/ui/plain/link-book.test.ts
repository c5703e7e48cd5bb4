import { describe, expect, test } from 'vitest';
import type { Plan } from '../../model/plan.ts';
import { firstPlan } from '../gallery/sample-plan.ts';
import { stripEscapes } from '../text/display-width.ts';
import { createLinkBook } from './link-book.ts';

const plan: Plan = { ...firstPlan(), cloud: 'AzureCloud' };
const [change] = plan.changes;
const address = change?.address ?? '';
const id = change?.id ?? '';
const placeUrl = ({ file, line }: { readonly file: string; readonly line?: number }): string => `file://box/code/${file}#${line ?? 1}`;

function targets(text: string): readonly string[] {
  const [, ...links] = text.split('\u001B]8;id=');
  return links.map((link) => {
    const [target = '', name = ''] = link.split('\u001B');
    return `${name.slice(1)} -> ${target.slice(target.indexOf(';') + 1)}`;
  });
}

describe('the links of a run', () => {
  test('lead from addresses to the portal, and change nothing that is read', () => {
    const book = createLinkBook({ links: true });
    book.learn({ type: 'plan', plan });
    const line = `  \u001B[32m✓\u001B[39m ${address} (storage account x) created in 2s; \u001B[1m${address}\u001B[22m, (${address}): ${address}.more`;
    const painted = book.paint(line);
    expect(stripEscapes(painted)).toBe(stripEscapes(line));
    expect(targets(painted)).toEqual(Array.from({ length: 3 }, () => `${address} -> https://portal.azure.com/#resource${id}`));
  });

  test('are none on the local Azure but to places', () => {
    const book = createLinkBook({ links: true, placeUrl });
    book.learn({ type: 'plan', plan: { ...plan, cloud: 'local' } });
    book.learn({ type: 'error', code: 'ATK1204', message: 'no', hint: 'do', location: 'atakora/backend.ts:5:24' });
    expect(targets(book.paint(`${address}\n  at atakora/backend.ts:5:24`))).toEqual(['atakora/backend.ts:5:24 -> file://box/code/atakora/backend.ts#5']);
  });

  test('lead from deployments and correlation ids to the deployment', () => {
    const book = createLinkBook({ links: true });
    book.learn({ type: 'start', command: 'apply', tool: 'atakora', cloud: 'AzureChinaCloud' });
    book.learn({ type: 'stack', stack: 'data', status: 'started', deployment: 'atk-data-1', scope: '/subscriptions/1/resourceGroups/rg' });
    book.learn({ type: 'stack', stack: 'data', status: 'failed', failure: { code: 'DeploymentFailed', message: 'x', details: [{ code: 'Conflict', message: 'y', correlationId: 'c0-ffee' }] } });
    const url = 'https://portal.azure.cn/#view/HubsExtension/DeploymentDetailsBlade/~/overview/id/%2Fsubscriptions%2F1%2FresourceGroups%2Frg%2Fproviders%2FMicrosoft.Resources%2Fdeployments%2Fatk-data-1';
    expect(targets(book.paint('deploying stack data (atk-data-1)\nConflict: y (HTTP status 409, correlation id c0-ffee)'))).toEqual([`atk-data-1 -> ${url}`, `c0-ffee -> ${url}`]);
  });

  test('open outputs that are addresses, never sensitive ones', () => {
    const book = createLinkBook({ links: true });
    book.learn({ type: 'output', name: 'url', value: 'https://x.example/api' });
    book.learn({ type: 'output', name: 'key', value: 'https://x.example/?key=1', sensitive: true });
    book.learn({ type: 'output', name: 'text', value: 'javascript:alert(1)' });
    expect(targets(book.paint('url = https://x.example/api\nhttps://x.example/?key=1 javascript:alert(1) https://x.exam'))).toEqual(['https://x.example/api -> https://x.example/api']);
  });

  test('are not written where the terminal knows none', () => {
    const book = createLinkBook({});
    book.learn({ type: 'plan', plan });
    expect(book.paint(address)).toBe(address);
  });
});
