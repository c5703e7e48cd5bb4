import { askSecret } from '../../../src/ui/ink/ask-secret.tsx';
import { askSecretPlain } from '../../../src/ui/plain/ask-secret.ts';
import { unicodeGlyphs } from '../../../src/ui/text/glyphs.ts';

/** Asks for a value, on the screen or in lines, and ends in the way that is named while the question stands. */
const [view, end] = process.argv.slice(2);

const ends: Readonly<Record<string, () => void>> = {
  throw: () => {
    throw new Error('a crash in a timer');
  },
  reject: () => void Promise.reject(new Error('a promise that nobody waits for')),
};

const common = { stdin: process.stdin, stdout: process.stdout, question: { subject: 'the value of PAY_KEY' }, check: () => undefined };
setTimeout(() => ends[end ?? '']?.(), 600);
const answer = view === 'plain' ? await askSecretPlain(common) : await askSecret({ ...common, glyphs: unicodeGlyphs });
process.stdout.write(`answer: ${answer.kind}\n`);
