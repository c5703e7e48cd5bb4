import { cleanUp } from '../platform/cleanup-project.ts';
import { cleanupFlags } from '../platform/cleanup-flags.ts';
import type { Command } from '../platform/command.ts';

export const cleanup: Command = {
  name: 'cleanup',
  summary: 'find and remove what old runs left behind',
  description: 'Finds, in this environment only: resources with our tags that no state of any environment holds, empty resource groups that we made, deleted vaults that are still kept, deployment history, packages that no run needs, old runs and earlier versions of the state. Shows why each is believed to be left behind, lets you pick, asks, and looks once more before it removes. Nothing younger, locked, protected, in use or without our tags is touched.',
  arguments: [],
  flags: cleanupFlags,
  json: 'events',
  examples: ['atakora cleanup --older-than 30d --dry-run', 'atakora cleanup --older-than 2w --kind deployments --keep 20 --yes', 'atakora cleanup --local --kind resources --kind groups'],
  run: cleanUp,
};
