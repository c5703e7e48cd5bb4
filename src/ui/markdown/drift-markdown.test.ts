import { describe, expect, test } from 'vitest';
import type { DriftReport } from '../../model/drift.ts';
import { sampleDrift, sampleDrifted, sampleEdit } from '../gallery/sample-drift.ts';
import { driftMarkdown } from './drift-markdown.ts';

describe('drift as Markdown', () => {
  test('is as reviewed', async () => {
    await expect(driftMarkdown(sampleDrift)).toMatchFileSnapshot('../../../snapshots/ui/drift/drift.md');
  });

  test('fits, and says what is missing', () => {
    const many: DriftReport = { ...sampleDrift, resources: Array.from({ length: 2_000 }, (_, index) => sampleDrifted(`n${index}`, { findings: [sampleEdit('properties.minimumTlsVersion')] })), counts: { ...sampleDrift.counts, compared: 2_000, drifted: 2_000 } };
    const text = driftMarkdown(many);
    expect(text.length).toBeLessThanOrEqual(65_536);
    expect(text).toContain('1900 more did not fit.');
    expect(text).toContain('The values did not fit.');
    expect(driftMarkdown(many, { limit: 40 })).toHaveLength(40);
  });

  test('takes no Markdown, HTML or control character from names and values', () => {
    const evil = driftMarkdown({ ...sampleDrift, environment: '--> <b>\u001B[2J', resources: [sampleDrifted('x', { azureName: '`|\u0007', findings: [sampleEdit('tags.a', { live: '```\n</details>' })] })] });
    expect(evil.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
    expect(evil).not.toContain('<b>');
    expect(evil.split('</details>')).toHaveLength(3);
  });
});
