import type { BlobContainer } from '../engine/blob-container.ts';
import type { RunArchive } from '../engine/ports.ts';
import { AtakoraError } from '../model/errors.ts';
import { parseRunId, type RunId } from '../model/run-id.ts';
import { blobPaths } from './blob-paths.ts';
import { type ArchiveForm, insideRun, openFile, runIds, sealFile } from './run-file.ts';

export interface BlobRunArchiveOptions extends ArchiveForm {
  readonly container: BlobContainer;
}

/** Keeps runs as blobs: `<manifest id>/<environment>/runs/<run>/<name>`. */
export function createBlobRunArchive(options: BlobRunArchiveOptions): RunArchive {
  const { container } = options;
  const { runs } = blobPaths(options.project, options.environment);
  const pathOf = (run: RunId, name: string): string => `${runs}${parseRunId(run)}/${insideRun(name)}`;
  return {
    write: async (run, name, text) => {
      await container.put(pathOf(run, name), await sealFile(text, options, run, name));
    },
    read: async (run, name) => {
      const path = pathOf(run, name);
      const blob = await container.get(path);
      return blob === undefined ? undefined : openFile(blob.text, options, { run, name, place: `${container.url}/${path}` });
    },
    names: async (run) => {
      const folder = `${runs}${parseRunId(run)}/`;
      return (await container.list(folder)).map(({ name }) => name.slice(folder.length)).sort();
    },
    list: async () => runIds(await container.folders(runs)),
    remove: async (run, name) => {
      const paths = name === undefined ? (await container.list(`${runs}${parseRunId(run)}/`)).map((blob) => blob.name) : [pathOf(run, name)];
      for (const path of paths) {
        const answer = await container.remove(path);
        if (!answer.ok && answer.reason !== 'missing') throw new AtakoraError('ATK1901', `${container.url}/${path} cannot be removed (${answer.code})`);
      }
    },
  };
}
