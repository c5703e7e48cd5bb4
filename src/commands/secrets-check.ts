import type { Json } from '../model/json.ts';
import { formatLocation } from '../model/source-location.ts';
import type { CommandContext } from '../platform/command-context.ts';
import { checkEnvFile, checkGit, checkVaults, isDotenv, openChecked } from '../platform/secret-check.ts';
import type { CheckedSecret, SecretCheckReport } from '../ui/plain/secret-check.ts';
import { secretCheckText } from '../ui/plain/secret-check.ts';
import { glyphsOf } from '../ui/text/glyph-choice.ts';

/** The exit code of a missing required secret. */
const blocked = 5;

/**
 * `secrets check`: what is declared against what is in the vault, or with `--dotenv` in the environment's file; no value is shown. Exit code 5
 * when a required one cannot be read.
 * @throws AtakoraError `ATK2207` when git tracks the file, and what opening the project throws.
 */
export async function checkSecrets(context: CommandContext): Promise<number> {
  const session = await openChecked(context);
  const git = await checkGit(session);
  const found = isDotenv(context) ? await checkEnvFile(context, session) : await checkVaults(context, session);
  const report: SecretCheckReport = { ...found, warnings: [...found.warnings, ...git] };
  const glyphs = glyphsOf(context.options);
  context.output.document(jsonOf(report), () => secretCheckText(report, { width: context.options.width, glyphs }));
  return report.secrets.some(({ blocks }) => blocks) ? blocked : 0;
}

function jsonOf({ environment, places, secrets, extra, warnings }: SecretCheckReport): Json {
  return { environment, places: [...places], ok: !secrets.some(({ blocks }) => blocks), secrets: secrets.map(secretJson), notDeclared: [...extra], warnings: [...warnings] };
}

function secretJson({ declared, status, blocks, setAt, expiresAt, dueAt }: CheckedSecret): Json {
  const { name, vaultName, vault, description, required, generate, rotateEveryDays, consumers, origin } = declared;
  return {
    name,
    vaultName,
    vault,
    status,
    required,
    blocks,
    ...(description === undefined ? {} : { description }),
    ...(generate === undefined ? {} : { canBeGenerated: true }),
    ...(rotateEveryDays === undefined ? {} : { rotateEveryDays }),
    ...(setAt === undefined ? {} : { setAt }),
    ...(expiresAt === undefined ? {} : { expiresAt }),
    ...(dueAt === undefined ? {} : { dueAt }),
    ...(origin === undefined ? {} : { declaredAt: formatLocation(origin) }),
    consumers: consumers.map(({ address, resourceId, component, setting, direct }) => ({ address, resourceId, component, setting, ...(direct === true ? { direct } : {}) })),
  };
}
