import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../model/json.ts';
import type { StateDocument } from '../model/state.ts';
import { repeatedKey } from './repeated-key.ts';
import { parseState, printState } from './state-codec.ts';
import { sampleProject, sampleState } from './state-store.conformance.fake.ts';

const expected = { ...sampleProject, place: 'dev.json' };
const address = 'main/storage.main/account';

function edited(edit: (state: Record<string, Json>) => void): string {
  const state = structuredClone(sampleState(3)) as unknown as Record<string, Json>;
  edit(state);
  return JSON.stringify(state);
}

function record(state: Record<string, Json>): Record<string, Json> {
  return (state['resources'] as Record<string, Record<string, Json>>)[address] ?? expect.fail();
}

describe('the state codec', () => {
  it('gives back every state as it was, and the same bytes for the same state', () => {
    const anyJson = fc.jsonValue({ maxDepth: 3, noUnicodeString: false }).map((value) => JSON.parse(JSON.stringify(value)) as Json);
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.stringMatching(/^[a-z]{1,6}$/), anyJson, fc.boolean()), { maxLength: 5 }), fc.nat(), (parts, serial) => {
        const sample = sampleState(1).resources[address] ?? expect.fail();
        const resources = Object.fromEntries(parts.map(([name, value, protect]) => [`main/a/${name}`, { ...sample, id: `/x/${name}`, desired: { value }, live: { value }, protect }]));
        const state: StateDocument = sampleState(serial + 1, { resources });
        const text = printState(state);
        expect(parseState(text, expected)).toEqual(state);
        const reversed = Object.fromEntries(Object.entries(state).reverse()) as unknown as StateDocument;
        expect(printState(reversed)).toBe(text);
      }),
    );
  });

  it('takes no text of which one byte was changed, and never crashes', () => {
    const bytes = Buffer.from(printState(sampleState(3)));
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (position, change) => {
        const other = Buffer.from(bytes);
        other[position] = (bytes[position] ?? 0) ^ change;
        expect(() => parseState(other.toString('utf8'), expected)).toThrow(expect.objectContaining({ code: expect.stringMatching(/^ATK170[123]$/) as string }));
      }),
      { numRuns: 3_000 },
    );
  });

  it('takes no text that was cut off, added to, written otherwise or mixed with another', () => {
    const text = printState(sampleState(3));
    const other = printState(sampleState(4));
    const wrong = [
      ...Array.from({ length: text.length - 1 }, (_, length) => text.slice(0, length)),
      text.slice(0, -1), `${text}\n`, ` ${text}`, `\uFEFF${text}`, text.replaceAll('\n', '\r\n'), JSON.stringify(JSON.parse(text)), text + text,
      text.replace(/"digest": "[0-9a-f]+"/, /"digest": "[0-9a-f]+"/.exec(other)?.[0] ?? ''),
      text.replace('"serial": 3', '"serial": 4'),
      text.replace('"minimumTlsVersion": "TLS1_2"', '"minimumTlsVersion": "TLS1_0"'),
    ];
    for (const one of wrong) {
      expect(() => parseState(one, expected), one.slice(0, 80)).toThrow(expect.objectContaining({ code: 'ATK1701' }));
    }
  });

  it('never crashes on anything', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), fc.object().map((value) => JSON.stringify({ ...sampleState(3), ...value }))), (text) => {
        try {
          parseState(text, expected);
        } catch (error) {
          expect(error).toMatchObject({ code: expect.stringMatching(/^ATK170[123]$/) as string });
        }
      }),
    );
  });

  it('refuses what is nested without end', () => {
    const deep = (depth: number): string => printState(sampleState(3)).replace('"https://stone/3"', `${'['.repeat(depth)}${']'.repeat(depth)}`);
    for (const depth of [1_000, 20_000, 1_000_000]) {
      expect(() => parseState(deep(depth), expected)).toThrow(expect.objectContaining({ code: 'ATK1701' }));
    }
  });

  it('reads a state from before there was a digest, and gives it one', () => {
    const text = edited(() => undefined);
    expect(printState(parseState(text, expected))).toBe(printState(sampleState(3)));
    expect(printState(sampleState(3))).toMatch(/"digest": "[0-9a-f]{64}"/);
  });

  it.each([
    ['is empty', '', 'empty'],
    ['is truncated', printState(sampleState(3)).slice(0, 400), 'truncated'],
    ['is no object', '[]', 'not a JSON object'],
    ['has no version', edited((state) => delete state['version']), 'version'],
    ['has version 0, which was never written', edited((state) => (state['version'] = 0)), 'version'],
    ['has a version that is text', edited((state) => (state['version'] = '1')), 'version'],
    ['has serial 0', edited((state) => (state['serial'] = 0)), 'serial'],
    ['lacks its lineage', edited((state) => delete state['lineage']), 'lineage'],
    ['has a field nobody wrote', edited((state) => (state['mine'] = 1)), 'mine'],
    ['has a resource without an id', edited((state) => delete record(state)['id']), address],
    ['has a resource with an unknown status', edited((state) => (record(state)['status'] = 'fine')), 'status'],
    ['has desired values that are text', edited((state) => (record(state)['desired'] = 'x')), 'desired'],
    ['has the same resource id twice, in other letter case', edited((state) => ((state['resources'] as Record<string, Json>)['main/a/twin'] = { ...record(state), id: String(record(state)['id']).toUpperCase() })), 'main/a/twin'],
    ['has an address twice in its text', edited(() => undefined).replace(`"${address}":`, `"${address}":{},"${address}":`), `"${address}" stands in it twice`],
  ])('refuses a state that %s and says how to get back', (_name, text, says) => {
    let error: unknown;
    try {
      parseState(text, expected);
    } catch (caught) {
      error = caught;
    }
    expect(error).toMatchObject({ code: 'ATK1701', message: expect.stringContaining(says) as string, hint: expect.stringContaining('history') as string });
  });

  it('refuses a newer version by name', () => {
    const text = edited((state) => Object.assign(state, { version: 2, tool: 'atakora 9.0.0' }));
    expect(() => parseState(text, expected)).toThrow(expect.objectContaining({ code: 'ATK1702', message: 'dev.json has version 2, written by atakora 9.0.0; this program knows versions up to 1' }));
  });

  it('refuses the state of another project or environment', () => {
    for (const field of ['project', 'environment']) {
      expect(() => parseState(edited((state) => (state[field] = 'other')), expected)).toThrow(expect.objectContaining({ code: 'ATK1703' }));
    }
  });

  it('migrates older versions step by step', () => {
    const text = edited((state) => {
      Object.assign(state, { version: -1, number: state['serial'] as Json });
      delete state['serial'];
      delete state['packages'];
    });
    const migrations = new Map<number, (state: JsonObject) => JsonObject>([
      [-1, ({ number, ...state }) => ({ ...state, serial: number ?? 0 })],
      [0, (state) => ({ ...state, packages: {} })],
    ]);
    expect(parseState(text, expected, migrations)).toEqual(sampleState(3));
  });
});

describe('finding a repeated key', () => {
  it.each([
    ['{"a":1,"b":{"a":2},"c":[{"a":1},{"a":2}]}', undefined],
    ['{"a":1,"\\u0061":2}', 'a'],
    ['{"x":{"k":[1,{"y":1}],"k":2}}', 'k'],
    ['{"a":"b","c":"a","d":"{\\"a\\":1,\\"a\\":2}"}', undefined],
    ['[]', undefined],
    ['{"a\\\\":1,"b\\"":2,"a\\\\":3}', 'a\\'],
  ])('in %s finds %s', (text, key) => {
    JSON.parse(text);
    expect(repeatedKey(text)).toBe(key);
  });

  it('finds one behind megabytes of text and of escapes', () => {
    const long = JSON.stringify('x\\"'.repeat(2_000_000));
    expect(repeatedKey(`{"a":${long},"b":1}`)).toBeUndefined();
    expect(repeatedKey(`{"a":${long},"a":1}`)).toBe('a');
  });

  it('finds none in what JSON.stringify wrote', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(repeatedKey(JSON.stringify(value))).toBeUndefined();
      }),
    );
  });
});
