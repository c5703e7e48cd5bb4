/** Values shorter than this are in every text. */
const shortest = 4;

/** Words that the program writes itself and that people take for values all the same: without them no output could be read any more. */
const ownWords = new Set(
  `true false null undefined none default enabled disabled required optional secret secrets password username value values name names
   development staging production testing preview sandbox global public private local localhost azure microsoft atakora
   resource resources function functions storage account accounts database container containers standard premium basic
   create created update updated delete deleted replace replaced failed succeeded started finished skipped queued
   package preflight rotation rotations consumer assumption diagnostic refreshed cleanup removal output outputs prompt drifted planned forget import
   address message severity finding findings missing changes counts elapsedms exitcode planhash template templates deployment deployments foundation
   security network observability messaging compute gateway frontend command environments subscription properties identity
   string number boolean object redacted warning error message summary location environment westeurope northeurope eastus westus2`.split(/\s+/),
);

/** Why a value is not looked for in what is written. */
export type OrdinaryReason = 'too-short' | 'ordinary-word';

/**
 * Why a value cannot be kept out of output without blanking text that has nothing to do with it; undefined when it can. Too ordinary
 * are values of less than four characters, whole numbers of up to five digits, words of up to five letters in one case, and words that
 * this program writes itself.
 */
export function ordinaryReason(value: string): OrdinaryReason | undefined {
  const text = value.trim();
  if (text.length < shortest) return 'too-short';
  return /^(?:\d{1,5}|[a-z]{1,5}|[A-Z]{1,5}|[A-Z][a-z]{1,4})$/.test(text) || ownWords.has(text.toLowerCase()) ? 'ordinary-word' : undefined;
}
