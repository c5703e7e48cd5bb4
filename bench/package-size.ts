import type { BenchGroup, Measurement } from './bench-case.ts';

const largestMb = 30;

function size(name: string, bytes: number): Measurement {
  const megabytes = bytes / 1_000_000;
  return { name, unit: 'MB', value: { median: megabytes, lowerQuartile: megabytes, upperQuartile: megabytes } };
}

/** What a user downloads and keeps. */
export const packageSize: BenchGroup = {
  title: 'The package',
  about: 'The archive of `npm pack`, and all files after its installation; it has no dependencies.',
  measure: ({ installed }) => {
    const onDisk = size('installed', installed.installedBytes);
    const lines = [size('archive', installed.packedBytes), { ...onDisk, aim: `at most ${largestMb} MB`, met: onDisk.value.median <= largestMb }];
    return Promise.resolve(lines);
  },
};
