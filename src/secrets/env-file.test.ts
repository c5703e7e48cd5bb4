import { parseEnv } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { envValues, parseEnvFile, printEnvFile, removeFromEnvFile, setInEnvFile } from './env-file.ts';

const read = (text: string): Readonly<Record<string, string>> => Object.fromEntries(envValues(parseEnvFile(text)));

const name = fc.stringMatching(/^[A-Z][A-Z_]{0,5}$/);
/** Texts of all that matters to readers of such files. */
const anyText = fc.array(fc.oneof(fc.constantFrom('A', 'B', '=', '#', '"', "'", '`', '\\', 'n', ' ', '\t', '\n', '\r\n', '\\n', 'export ', '$', '\uFEFF', 'ü', '🔑'), fc.string({ maxLength: 3 })), { maxLength: 30 }).map((parts) => parts.join(''));

/** A line that every reader understands, and what it says. */
const goodLine = fc.oneof(
  fc.constantFrom('', '# a comment with A=1 and "quotes"', '   # indented'),
  fc.tuple(fc.constantFrom('', 'export ', '  '), name, fc.constantFrom('=', ' = ', '= '), fc.constantFrom('x', '1234', '"two words"', "'si\"ngle'", '`back`', '"a # b"', '"two\nlines"', "'x'", '"tab\\nline"', 'a=b', 'back\\slash'), fc.constantFrom('', ' # note', '  ')).map((parts) => parts.join('')),
);
const goodFile = fc.tuple(fc.array(goodLine, { maxLength: 12 }), fc.constantFrom('\n', '\r\n'), fc.boolean()).map(([lines, end, last]) => lines.join('\n').replaceAll('\n', end) + (last && lines.length > 0 ? end : ''));

describe('a file of variables that is read', () => {
  it('is written as it was, whatever it holds', () => {
    fc.assert(fc.property(anyText, (text) => void expect(printEnvFile(parseEnvFile(text))).toBe(text)), { numRuns: 500 });
  });

  it('says what Node reads from it', () => {
    fc.assert(fc.property(goodFile, (text) => void expect(read(text)).toEqual({ ...parseEnv(text) })), { numRuns: 500 });
  });

  it('of all kinds of lines says each as Node does', () => {
    const text = ['A=1', 'export B=two', 'C="x # y" # comment', "D='single \"q\" \\n'", 'E=`back \'tick\' "q"`', 'F="line1', 'line2"', 'G="a\\nb\\tc"', 'H=un quoted # c', 'I=un#quoted', 'J=', 'K = spaced  ', ' R=indent', 'S=back\\nslash', 'U=$HOME', 'A=again', ''].join('\n');
    expect(read(text)).toEqual({ ...parseEnv(text) });
    expect(read(text)).toMatchObject({ A: 'again', C: 'x # y', D: 'single "q" \\n', F: 'line1\nline2', G: 'a\nb\\tc', H: 'un quoted', I: 'un', J: '', K: 'spaced', S: 'back\\nslash' });
  });

  it('names the lines that no reader understands, and says nothing of their content', () => {
    const text = '\uFEFFA=1\nsk_live_secret\nB="open\nÄ B=2\nA=3\n';
    const { problems } = parseEnvFile(text);
    expect(problems.map(({ line }) => line).sort()).toEqual([1, 1, 2, 3, 4]);
    expect(JSON.stringify(problems)).not.toMatch(/sk_live|open\b(?! to)/);
    expect(read(text)).toMatchObject({ A: '3', B: '"open' });
  });
});

/** Values that can be written: no carriage return, and a way to quote them. */
const value = fc
  .oneof(fc.string({ minLength: 1, maxLength: 40 }), fc.array(fc.constantFrom('a', ' ', '#', '"', "'", '`', '\\', '\\n', '\n', '$', '=', 'ü'), { minLength: 1, maxLength: 10 }).map((parts) => parts.join('')))
  .filter((text) => text.isWellFormed() && !/[\r\0]/.test(text));

function writable(text: string, key: string, wanted: string): string | undefined {
  try {
    return setInEnvFile(text, key, wanted);
  } catch (error) {
    expect(error).toMatchObject({ code: 'ATK2210' });
    return undefined;
  }
}

describe('a variable that is set', () => {
  it('is what Node reads then, and everything else is as it was', () => {
    fc.assert(
      fc.property(goodFile, name, value, (text, key, wanted) => {
        const next = writable(text, key, wanted);
        if (next !== undefined) {
          expect({ ...parseEnv(next) }).toEqual({ ...parseEnv(text), [key]: wanted });
          expect(read(next)).toEqual({ ...read(text), [key]: wanted });
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('leaves every other line untouched', () => {
    fc.assert(
      fc.property(goodFile, name, (text, key) => {
        const [before, after] = [text, setInEnvFile(text, key, 'new-value')].map((file) => parseEnvFile(file).pieces.filter((piece) => piece.kind === 'other' || piece.entry.name !== key));
        const texts = (pieces: typeof before): string => printEnvFile({ pieces: pieces ?? [] });
        // A last line without an end gets one before a line is added.
        expect([texts(before), `${texts(before)}\n`, `${texts(before)}\r\n`].map((start) => texts(after).startsWith(start) || texts(after) === start)).toContain(true);
      }),
      { numRuns: 300 },
    );
  });

  it('can be written whatever it is, but for what readers lose', () => {
    for (const wanted of ['p@ss word', 'it\'s "x"', 'a#b', '{"k":"v"}', '-----BEGIN KEY-----\nabc\n-----END KEY-----', '$HOME', 'C:\\new\\', '\\n', ' edge ', "`'", 'x\'"`y', '=', '-']) {
      expect(parseEnv(setInEnvFile('', 'A', wanted))['A'], wanted).toBe(wanted);
    }
    for (const wanted of ['a\r\nb', 'a\0b', '\'"`\n', '"\'`#', '\'"x`y', "it's\n\\"]) {
      expect(() => setInEnvFile('', 'A', wanted), wanted).toThrow(expect.objectContaining({ code: 'ATK2210' }));
    }
  });

  it('keeps its place, its export, its quotes and its comment', () => {
    const text = '# head\nexport A = "old" # why\nB=1\n';
    expect(setInEnvFile(text, 'A', 'new value')).toBe('# head\nexport A = "new value" # why\nB=1\n');
    expect(setInEnvFile(text, 'B', 'x y')).toBe("# head\nexport A = \"old\" # why\nB='x y'\n");
    expect(setInEnvFile('A=1#c\n', 'A', '2')).toBe('A=2#c\n');
  });

  it('comes last when it is new, in the line ends of the file', () => {
    expect(setInEnvFile('', 'A', '1')).toBe('A=1\n');
    expect(setInEnvFile('B=1', 'A', '1')).toBe('B=1\nA=1\n');
    expect(setInEnvFile('B=1\r\nC=2\r\n', 'A', 'x\ny')).toBe("B=1\r\nC=2\r\nA='x\r\ny'\r\n");
  });

  it('is the last of several with one name, which counts', () => {
    expect(setInEnvFile('A=1\nB=2\nA=3\n', 'A', '4')).toBe('A=1\nB=2\nA=4\n');
  });

  it('is refused where another line would swallow it', () => {
    for (const text of ['B="open\n', 'B=   \n']) {
      expect(() => setInEnvFile(text, 'A', 'x "y" z'), text).toThrow(expect.objectContaining({ code: 'ATK2206', message: expect.not.stringContaining('x "y" z') }));
    }
  });

  it('takes a byte order mark away, which would be part of the first name', () => {
    expect(setInEnvFile('\uFEFFA=1\n', 'B', '2')).toBe('A=1\nB=2\n');
  });
});

describe('a variable that is removed', () => {
  it('is in no line any more, and all others are', () => {
    fc.assert(
      fc.property(goodFile, name, (text, key) => {
        const { [key]: _gone, ...others } = parseEnv(text);
        expect({ ...parseEnv(removeFromEnvFile(text, key)) }).toEqual(others);
      }),
      { numRuns: 300 },
    );
  });

  it('takes all of its lines along and nothing else', () => {
    expect(removeFromEnvFile('# a\nA="x\ny" # c\nB=1\nA=2\n', 'A')).toBe('# a\nB=1\n');
    expect(removeFromEnvFile('B=1\n', 'A')).toBe('B=1\n');
  });
});
