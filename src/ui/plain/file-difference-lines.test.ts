import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { displayWidth } from '../text/display-width.ts';
import { fileDifferenceLines, fileDifferences } from './file-difference-lines.ts';
import { createSurface } from './text-surface.ts';

const wide = createSurface({ width: 80 });

describe('the difference of files', () => {
  it('has what was added, removed and changed, with lines around it; what is the same is left out', () => {
    const files = fileDifferences([{ name: 'a.json', before: '1\n2\n3\n', after: '1\n2 more\n3\n' }, { name: 'b.json', after: 'new\n' }, { name: 'c.json', before: 'old\nold\n' }, { name: 'd.json', before: 'x\n', after: 'x\n' }]);
    expect(fileDifferenceLines(files, wide)).toEqual(['~ a.json, +1 -1', '  @@ -1,3 +1,3 @@', '   1', '  -2', '  +2 more', '   3', '', '+ b.json, added, 1 line', '  @@ -1,0 +1,1 @@', '  +new', '', '- c.json, removed, 2 lines', '  @@ -1,2 +1,0 @@', '  -old', '  -old', '', '3 files differ.']);
    expect(fileDifferenceLines([], wide)).toEqual(['No difference.']);
  });

  it('never is wider than its surface', () => {
    const text = fc.array(fc.constantFrom('a', '日本語', '  "key": "value",', 'x'.repeat(120), '\u001B[31m'), { maxLength: 6 }).map((lines) => `${lines.join('\n')}\n`);
    fc.assert(
      fc.property(text, text, fc.integer({ min: 40, max: 120 }), (before, after, width) => {
        for (const line of fileDifferenceLines(fileDifferences([{ name: 'n'.repeat(90), before, after }]), createSurface({ width }))) expect(displayWidth(line)).toBeLessThanOrEqual(width);
      }),
    );
  });
});
