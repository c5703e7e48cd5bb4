import type { ConnectedAzure } from '../engine/azure-questions.ts';
import type { AzureBlobSetting } from '../engine/load/state-setting.ts';
import { manifestFile } from '../engine/load/manifest.ts';
import type { Json } from '../model/json.ts';
import { isJsonObject } from '../model/json.ts';
import type { CommandContext } from './command-context.ts';
import { commandLine } from './command-line.ts';
import { confirmChange } from './confirm-change.ts';
import { connectAzureOf, openLocalBackend, owner } from './project-ports.ts';
import type { ProjectSession } from './project-session.ts';
import { deployPlace } from './state-deployment.ts';
import { blobSetting, findPlace } from './state-place.ts';
import type { FoundPlace, NameCheck, PlaceWishes } from './state-place.ts';
import { answersNow, probeOf, waitForAccess } from './state-access.ts';
import { openBlobBackend } from './state-backend.ts';
import { keepDeletedDays } from './state-template.ts';
import { paragraph } from './state-text.ts';
import { writeManifestField } from './write-manifest.ts';

/** What a bootstrap ended with. */
export interface Bootstrapped {
  readonly setting: AzureBlobSetting;
  readonly resourceGroup: string;
  readonly subscriptionId: string;
  /** True when something had to be made or changed in Azure. */
  readonly deployed: boolean;
  readonly manifestChanged: boolean;
  /** Commands that are next. */
  readonly next: readonly string[];
}

/**
 * Makes the place of an environment's state and writes it into the manifest: looks, says what it will make, asks, deploys, waits until the
 * maker's role is in effect. Every step can be cut off and taken up by the next call.
 * @throws AtakoraError `ATK1720` when the account cannot be made, `ATK1721` when the role takes too long, `ATK18xx` when Azure refuses.
 */
export async function bootstrapState(context: CommandContext, session: ProjectSession, wishes: PlaceWishes): Promise<Bootstrapped> {
  const before = blobSetting(session);
  const azure = await connectAzureOf(session, context.platform, before?.subscriptionId);
  const found = await findPlace(session, wishes, azure, nameCheck(context, azure));
  const setting = settingFor(session, found, before, wishes);
  const path = settingPath(session);
  const writes = path !== undefined && JSON.stringify(setting) !== JSON.stringify(before);
  const probe = probeOf(context, session, setting);
  const deploys = !found.complete || !(await answersNow(probe));
  context.output.text(planText(context, session, found, { deploys, path: writes ? path : undefined }));
  if (deploys || writes) {
    await confirmChange(context, { text: `${deploys ? 'Make it' : 'Use it'} for the state of ${session.facts.key}?` });
  }
  if (deploys) {
    await deployPlace(context, azure, found);
  }
  const manifestChanged = writes && (await writeManifestField(session.folder, path, setting as unknown as Json));
  if (manifestChanged) {
    context.output.text(paragraph(context, `wrote ${path.join('.')} to ${manifestFile}`));
  }
  await waitForAccess(context, setting, probe);
  return { setting, resourceGroup: found.place.resourceGroup, subscriptionId: azure.subscriptionId, deployed: deploys, manifestChanged, next: await nextCommands(context, session, setting) };
}

/** @see https://learn.microsoft.com/rest/api/storagerp/storage-accounts/check-name-availability */
function nameCheck({ signal }: CommandContext, { questions, subscriptionId }: ConnectedAzure): NameCheck {
  return async (name) => {
    const path = `/subscriptions/${subscriptionId}/providers/Microsoft.Storage/checkNameAvailability`;
    const { body } = await questions.ask({ method: 'POST', path, apiVersion: '2023-01-01', body: { name, type: 'Microsoft.Storage/storageAccounts' } }, signal);
    const answer = isJsonObject(body) ? body : {};
    return answer['nameAvailable'] === true ? undefined : String(answer['message'] ?? 'Azure does not say that it is free');
  };
}

/** What was written stays, as far as it still holds; what can be computed is left out. */
function settingFor({ facts }: ProjectSession, { place }: FoundPlace, before: AzureBlobSetting | undefined, wishes: PlaceWishes): AzureBlobSetting {
  return {
    backend: 'azure-blob',
    account: place.account,
    container: place.container,
    ...(place.subscriptionId === facts.subscriptionId && before?.subscriptionId === undefined ? {} : { subscriptionId: place.subscriptionId }),
    ...(wishes.resourceGroup === undefined && before?.resourceGroup === undefined ? {} : { resourceGroup: place.resourceGroup }),
    ...(before?.encryption === undefined ? {} : { encryption: before.encryption }),
  };
}

/** Where the manifest says it: in its place when a container is named there, else with the environment. Twins keep their state in files. */
function settingPath({ facts }: ProjectSession): readonly string[] | undefined {
  if (facts.twin) {
    return undefined;
  }
  const isContainer = facts.state !== undefined && facts.state !== 'local';
  return isContainer && facts.statePath !== undefined ? facts.statePath : ['environments', facts.name, 'state'];
}

function planText(context: CommandContext, session: ProjectSession, { place, existing }: FoundPlace, { deploys, path }: { readonly deploys: boolean; readonly path: readonly string[] | undefined }): string {
  const kept = `versions, deleted blobs kept ${keepDeletedDays} days, TLS 1.2, no shared keys, no public access`;
  const there = existing.account !== undefined;
  const where = session.facts.cloud === 'local' ? 'on the local Azure' : `in subscription ${place.subscriptionId}`;
  const lines = [
    `The place of the state of ${session.facts.key}, ${where}:`,
    existing.groupLocation === undefined ? `  + resource group ${place.resourceGroup} (${place.location})` : `    resource group ${place.resourceGroup} (exists)`,
    existing.isSafe ? `    storage account ${place.account} (exists: ${kept})` : `  ${there ? '~' : '+'} storage account ${place.account} (${there ? 'exists; set to ' : ''}${kept})`,
    existing.container ? `    container ${place.container} (exists)` : `  + container ${place.container}`,
    `  ${deploys ? '+' : ' '} role Storage Blob Data Contributor on the container, for you${deploys ? '' : ' (in effect)'}`,
    ...(path === undefined ? [] : [`  ~ ${path.join('.')} in ${manifestFile}`]),
    ...(session.facts.twin ? ['A twin keeps its state in files: this only tries it out, and the manifest stays as it is.'] : []),
  ];
  return lines.map((line) => paragraph(context, line, 6)).join('');
}

/** A state that the project's files hold and the container does not is to be moved. */
async function nextCommands(context: CommandContext, session: ProjectSession, setting: AzureBlobSetting): Promise<readonly string[]> {
  if (!session.facts.twin) {
    const inFiles = await openLocalBackend(session, context.platform).store.read().catch(() => undefined);
    const inContainer = inFiles === undefined ? undefined : await openBlobBackend(session, context.platform, setting, owner(context.platform)).store.read().catch(() => undefined);
    if (inFiles !== undefined && inContainer === undefined) {
      return [commandLine(context, 'state push --from local')];
    }
  }
  return [commandLine(context, 'plan')];
}
