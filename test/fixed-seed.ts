import { configureGlobal } from 'fast-check';

/**
 * Property tests run with one seed, so that a change is judged by what it changes and not by chance.
 * `FAST_CHECK_SEED=random` searches with a new seed each time; a failure prints the seed to repeat it with.
 */
const given = process.env['FAST_CHECK_SEED'] ?? '20261121';
if (given !== 'random') {
  configureGlobal({ seed: Number(given) });
}
