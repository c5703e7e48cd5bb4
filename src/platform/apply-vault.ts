import type { SecretVault } from '../engine/secret-vault.ts';
import { AtakoraError } from '../model/errors.ts';
import { globalFlags } from './command.ts';
import type { CommandContext } from './command-context.ts';
import { commandLine } from './command-line.ts';
import type { EnvironmentVault } from './secret-session.ts';
import { paragraph } from './state-text.ts';

/**
 * Applies a vault that does not stand yet, with what it needs and nothing else, as `apply --target` does; what would be made is shown and
 * asked. Returns its exit code.
 * @throws AtakoraError `ATK2220` when nobody can be asked and `--yes` is not given, and what applying throws.
 */
export async function applyUpToVault(context: CommandContext, vault: EnvironmentVault): Promise<number> {
  const { options } = context;
  const command = `apply --target ${vault.address}`;
  if (!options.yes && !options.interactive) {
    throw new AtakoraError('ATK2220', `the vault ${vault.address} is not applied yet, and there is no other place for a secret`, { address: vault.address, hint: `Apply it first: \`${commandLine(context, command)}\`, or give --yes to have that done here.` });
  }
  context.output.text(paragraph(context, `the vault ${vault.address} is not applied yet: applying it and what it needs, then the secret is stored (\`${commandLine(context, command)}\`)`));
  const output = await context.output.openEvents();
  try {
    const { runChange } = await import('./run-change.ts');
    return await runChange({ ...context, command: 'apply', positionals: [], flags: { ...globalsOf(context), target: [vault.address] }, options: { ...options, json: false }, platform: toldOn(context), output }, 'apply');
  } finally {
    await output.close();
  }
}

/** A vault that was made a moment ago may not be found by its name yet. */
const appearMs = 120_000;
const lookMs = 2_000;
const unfound: ReadonlySet<string> = new Set(['ATK2221', 'ATK1804']);

/** Waits until a vault that was just applied answers, whatever it answers. */
export async function untilVaultAnswers({ platform, signal }: CommandContext, vault: SecretVault): Promise<void> {
  const since = platform.clock.monotonicMs();
  for (;;) {
    try {
      await vault.versions('atakora', signal);
      return;
    } catch (error) {
      if (!(error instanceof AtakoraError)) throw error;
      if (!unfound.has(error.code) || platform.clock.monotonicMs() - since > appearMs) return;
      await platform.clock.sleep(lookMs, signal);
    }
  }
}

/** Data on stdout leaves stderr to what is told to people. */
function toldOn({ platform, options }: CommandContext): CommandContext['platform'] {
  return options.json ? { ...platform, stdout: platform.stderr } : platform;
}

function globalsOf({ flags }: CommandContext): CommandContext['flags'] {
  const known = new Set(globalFlags.map(({ name }) => name));
  return Object.fromEntries(Object.entries(flags).filter(([name]) => known.has(name) && name !== 'json'));
}
