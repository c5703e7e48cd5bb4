import type { Address } from '../model/address.ts';
import { kindOf } from '../resources/catalogue.ts';
import { stateBrowser } from '../ui/browsers/state/state-browser.ts';
import type { StateItem } from '../ui/browsers/state/state-item.ts';
import { portalLink } from '../ui/explorer/portal-link.ts';
import { typeTitle } from '../ui/text/type-title.ts';
import { browse } from './browse.ts';
import type { CommandContext } from './command-context.ts';
import { findState } from './plan-project.ts';
import { openState } from './state-session.ts';

/** Lets a person walk through the state of the environment. Returns the exit code. */
export async function browseState(context: CommandContext): Promise<number> {
  const { session, ports } = await openState(context);
  return browse(context, {
    browser: stateBrowser(session.facts.key),
    load: async () => {
      const { state, pending } = await findState(session, ports, context);
      const open = new Set(pending);
      const items = Object.entries(state?.resources ?? {}).map(([address, record]): StateItem => ({ address, record, title: typeTitle(record.type, (type) => kindOf(type)?.title), isOpen: open.has(address as Address), link: portalLink(state?.cloud ?? '', record.id) }));
      const order = ({ address, record }: StateItem): string => `${record.stack}\u0000${address}`;
      return items.toSorted((one, other) => (order(one) < order(other) ? -1 : 1));
    },
  });
}
