import type { LocalContext } from '../context.ts';
import type { LocalRequest, LocalResponse } from '../request.ts';
import { answerManagedIdentity } from './managed-identity.ts';
import { loginHost, metadataHost } from './served-names.ts';
import { answerSignIn } from './sign-in.ts';

/** Answers the hosts that give tokens: the sign-in, and the metadata service of machines; undefined for all others. */
export function answerIdentity(context: LocalContext, request: LocalRequest, url: URL): LocalResponse | undefined {
  if (url.hostname === loginHost) return answerSignIn(context, request, url);
  return url.hostname === metadataHost ? answerManagedIdentity(context, request, url) : undefined;
}
