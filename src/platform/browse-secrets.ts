import { secretsBrowser } from '../ui/browsers/secrets/secrets-browser.ts';
import { browse } from './browse.ts';
import type { CommandContext } from './command-context.ts';
import { envFilePlace } from './env-file-place.ts';
import { fileSecrets, vaultSecrets } from './listed-secrets.ts';
import { checkGit, isDotenv, shownEnvironment } from './secret-check.ts';
import type { SecretSession } from './secret-session.ts';
import { openSecretSession } from './secret-session.ts';
import { tellCode } from './secret-notices.ts';

/**
 * `secrets` without a verb: the secrets of the environment's vaults, or with `--dotenv` of its file, to walk through.
 * @throws AtakoraError what opening the project throws, `ATK18xx` for a vault that may not be listed, `ATK2207` for a file that git tracks.
 */
export async function browseSecrets(context: CommandContext): Promise<number> {
  const isFile = isDotenv(context);
  // Code that runs on this machine needs no cloud and no subscription.
  const placed = isFile ? { ...context, options: { ...context.options, local: true } } : context;
  const open = (): Promise<SecretSession> => openSecretSession(placed, { withoutCode: true });
  let session = await open();
  let isFresh = true;
  tellCode(context, session);
  if (isFile) await checkGit(session);
  const places = isFile ? [envFilePlace(session.scene.session).name] : session.vaults.map(({ name }) => name);
  return browse(context, {
    browser: secretsBrowser({ environment: shownEnvironment(context, session), places, isFile }),
    prepare: async () => {
      // What was done from the screen may have applied the vault, and the code may have been edited.
      if (!isFresh) session = await open();
      isFresh = false;
    },
    load: async (tell, signal) => (isFile ? fileSecrets(context, session) : vaultSecrets(context, session, tell, signal)),
  });
}
