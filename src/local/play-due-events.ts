import { playDeletion } from './arm/delete-resource.ts';
import type { LocalContext } from './context.ts';
import { purgeDeleted } from './deleted/deleted-store.ts';
import { playDeployment } from './deployments/play-deployment.ts';
import { takeDue } from './world/event-queue.ts';

/** Plays everything that should have happened by now, each at its own moment and in order, whatever process planned it. */
export function playDueEvents(now: LocalContext): void {
  for (;;) {
    const event = takeDue(now.db, now.at);
    if (event === undefined) return;
    const context: LocalContext = { ...now, at: event.at };
    switch (event.kind) {
      case 'start':
      case 'finish':
      case 'close':
        playDeployment(context, event);
        break;
      case 'delete':
        playDeletion(context, event);
        break;
      case 'purge':
        purgeDeleted(context, event.subject);
        break;
    }
  }
}
