import { describe, expect, test } from 'vitest';
import { failedRun } from '../gallery/sample-run.ts';
import { createJsonView, jsonDocument } from './json-view.ts';

describe('the JSON view', () => {
  test('writes each event on one line that reads back as the event', () => {
    const lines: string[] = [];
    const view = createJsonView({ write: (line) => lines.push(line) });
    failedRun().forEach((event) => view.onEvent(event));
    expect(lines.every((line) => line.endsWith('\n') && line.indexOf('\n') === line.length - 1)).toBe(true);
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(failedRun());
    expect(lines[0]).toMatch(/^\{"schema":1,"seq":1,"at":"[^"]+Z","run":"synth-[^"]+","type":"start",/);
  });

  test('asks nobody', async () => {
    const view = createJsonView({ write: () => undefined });
    expect(await view.confirm({ text: 'Apply?', fallback: false })).toBe('declined');
    expect(await view.confirm({ text: 'Apply?', fallback: true })).toBe('approved');
  });

  test('prints one document with a final line break', () => {
    expect(jsonDocument({ b: 1, a: [] })).toBe('{\n  "b": 1,\n  "a": []\n}\n');
  });
});
