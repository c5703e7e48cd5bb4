import { bootstrapState } from '../platform/bootstrap-state.ts';
import type { PlaceWishes } from '../platform/state-place.ts';
import type { CommandContext } from '../platform/command-context.ts';
import { textFlag } from '../platform/command-context.ts';
import { openProject } from '../platform/project-session.ts';
import { paragraph } from '../platform/state-text.ts';
import { AtakoraError } from '../model/errors.ts';
import { plainRegion } from '../resources/region-names.ts';
import { regionNames } from '../define/region-names.ts';
import { nearest } from '../define/nearest.ts';

/** Makes the storage account, container and role for the state of an environment. Needs no state setting. */
export async function bootstrapStateCommand(context: CommandContext): Promise<number> {
  const wishes = wishesOf(context);
  const session = await openProject(context);
  const { setting, resourceGroup, subscriptionId, deployed, manifestChanged, next } = await bootstrapState(context, session, wishes);
  const document = { environment: session.facts.key, local: session.facts.cloud === 'local', ...setting, resourceGroup, subscriptionId, deployed, manifestChanged, next };
  context.output.document(document, () =>
    [`The state of ${session.facts.key} has its place in ${setting.account}/${setting.container}.`, 'Next:'].map((line) => paragraph(context, line)).join('') + next.map((command) => `  ${command}\n`).join(''));
  return 0;
}

function wishesOf(context: CommandContext): PlaceWishes {
  const [account, container, resourceGroup, location] = ['account', 'container', 'resource-group', 'location'].map((flag) => textFlag(context, flag));
  checked('account', account, /^[a-z0-9]{3,24}$/, '3 to 24 lower-case letters and digits');
  checked('container', container, /^(?!.*--)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/, '3 to 63 lower-case letters, digits and single hyphens');
  checked('resource-group', resourceGroup, /^[\p{L}\p{N}_().-]{0,89}[\p{L}\p{N}_()-]$/u, 'up to 90 letters, digits and _ - . ( )');
  return {
    ...(account === undefined ? {} : { account }),
    ...(container === undefined ? {} : { container }),
    ...(resourceGroup === undefined ? {} : { resourceGroup }),
    ...(location === undefined ? {} : { location: regionOf(location) }),
  };
}

/** @throws AtakoraError `ATK1002` for a value that Azure would refuse. */
function checked(flag: string, value: string | undefined, pattern: RegExp, form: string): void {
  if (value !== undefined && !pattern.test(value)) {
    throw new AtakoraError('ATK1002', `--${flag} ${value} is not a name that Azure takes: ${form}`);
  }
}

function regionOf(text: string): string {
  const code = plainRegion(text);
  if (!regionNames.some(({ name }) => name === code)) {
    const near = nearest(code, regionNames.map(({ name }) => name));
    throw new AtakoraError('ATK1002', `--location ${text} is not an Azure region`, near === undefined ? {} : { hint: `Did you mean "${near}"?` });
  }
  return code;
}
