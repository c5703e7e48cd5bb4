import { describe, expect, test } from 'vitest';
import { parseArguments } from './parse-arguments.ts';

const command = {
  name: 'plan',
  arguments: [{ name: 'FILE', required: false, summary: 'a plan' }],
  flags: [
    { name: 'out', type: 'string', value: 'DIR', summary: 'folder' },
    { name: 'target', type: 'string', multiple: true, value: 'ADDRESS', summary: 'only these' },
  ],
} as const;

const parse = (...argv: readonly string[]) => parseArguments(command, argv);

describe('arguments', () => {
  test('are flags of the command and of all commands, long and short, in any order', () => {
    expect(parse('a.plan', '-e', 'prod', '--out=here', '-qy', '--local', '--target', 'a', '--target', 'b')).toEqual({ flags: { env: 'prod', out: 'here', quiet: true, yes: true, local: true, target: ['a', 'b'] }, positionals: ['a.plan'] });
  });

  test('behind -- are no flags', () => {
    expect(parse('--', '--odd').positionals).toEqual(['--odd']);
  });

  test.each<readonly [argv: readonly string[], message: string, hint: string | undefined]>([
    [['--ouf', 'x'], '"--ouf" is not a flag of plan', 'Did you mean --out?'],
    [['-x'], '"-x" is not a flag of plan', undefined],
    [['--zzzzzzzz'], '"--zzzzzzzz" is not a flag of plan', 'See `atakora plan --help`.'],
    [['--out'], '--out needs a value (DIR)', undefined],
    [['--out='], '--out needs a value (DIR)', undefined],
    [['--env', '--json'], '--env needs a value (NAME)', undefined],
    [['-e', '-y'], '--env needs a value (NAME)', undefined],
    [['--json=true'], '--json takes no value', undefined],
    [['a', 'b'], 'plan takes at most 1; "b" is one too many', undefined],
  ])('%j are refused', (argv, message, hint) => {
    expect(() => parse(...argv)).toThrow(expect.objectContaining({ code: 'ATK1002', message, ...(hint === undefined ? {} : { hint }) }));
  });

  test('that are required may be missing only where help is asked for', () => {
    const strict = { ...command, arguments: [{ name: 'FILE', required: true, summary: 'a plan' }] };
    expect(() => parseArguments(strict, [])).toThrow(expect.objectContaining({ code: 'ATK1002', message: 'plan needs FILE: a plan' }));
    expect(parseArguments(strict, ['--help']).flags).toEqual({ help: true });
  });
});
