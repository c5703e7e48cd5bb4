import type { Diagnostic } from '../../model/diagnostic.ts';
import { diagnostic } from '../../model/diagnostic.ts';
import type { ValueObject } from '../../model/value.ts';
import { offersZones } from '../../resources/zone-regions.ts';
import { cosmosAccount } from '../../resources/cosmos-account.ts';
import { cosmosDatabase } from '../../resources/cosmos-database.ts';
import { impliedByAccess } from './access-grants.ts';
import { containerFindings, cosmosContainers, serverlessThroughput } from './cosmos-containers.ts';
import { cosmosRoles } from './cosmos-roles.ts';
import { diagnosticSetting } from './diagnostics.ts';
import { storeLock } from './locks.ts';
import type { NodeDraft, Provider, ProviderContext } from './provider.ts';
import { numberIn, objectsIn, textIn, textsIn } from './requirement-config.ts';

/** Containers that may share the throughput of their database. */
const sharedContainers = 25;

/**
 * Requirement `cosmos`: an account for NoSQL with one database and its containers. No keys: access is by identity and data role only.
 * Fields: `containers` `[{ name, partitionKey, uniqueKeys?, ttl?, indexing?, maxThroughput? }]`; `access` `[{ identity, container?, level: 'read'|'write' }]`
 * (without `container`: the whole account); `database`; `mode` `serverless`|`autoscale`, `consistency`, `maxThroughput`, `regions`, absent ones are the environment's.
 * Autoscale throughput is the database's and is shared by its containers, but for those with a `maxThroughput` of their own.
 */
export const cosmosProvider: Provider = {
  resourceType: 'cosmos',
  fields: {
    containers: { merge: 'union', key: 'name' },
    access: { merge: 'union' },
    database: { merge: 'same' },
    mode: { merge: 'same' },
    consistency: { merge: 'same' },
    maxThroughput: { merge: 'maximum' },
    regions: { merge: 'union' },
  },
  implied: impliedByAccess,
  provide: (context) => {
    const choice = chooseMode(context);
    const account = accountNode(context, choice);
    const database = databaseNode(context, account, choice);
    const containers = cosmosContainers(context, database);
    const databaseName = databaseNameOf(context);
    const roles = cosmosRoles(context, { account, database: databaseName, containers, after: containers.at(-1)?.node.address ?? database.address });
    const { address } = account;
    return {
      nodes: [account, database, ...containers.map((container) => container.node), ...roles.nodes, ...diagnosticSetting(context, account), ...storeLock(context, account)],
      exports: {
        endpoint: { address, output: 'endpoint' },
        database: { value: databaseName },
        accountName: { address, output: 'name' },
        id: { address, output: 'id' },
      },
      diagnostics: [...modeFindings(context, choice), ...containerFindings(context, choice.serverless), ...roles.diagnostics],
    };
  },
};

interface CosmosChoice {
  readonly serverless: boolean;
  /** RU/s; of no meaning when serverless. */
  readonly maxThroughput: number;
  readonly consistency: string;
  /** Regions beside the environment's own. */
  readonly regions: readonly string[];
}

function chooseMode(context: ProviderContext): CosmosChoice {
  const { config } = context.requirement;
  const { cosmos } = context.target.settings;
  const regions = config['regions'] === undefined ? cosmos.regions : textsIn(config, 'regions');
  return {
    serverless: (textIn(config, 'mode') ?? cosmos.mode) === 'serverless',
    maxThroughput: numberIn(config, 'maxThroughput') ?? cosmos.maxThroughput,
    consistency: textIn(config, 'consistency') ?? cosmos.consistency,
    regions: regions.filter((region) => region !== context.target.location),
  };
}

function accountNode(context: ProviderContext, choice: CosmosChoice): NodeDraft {
  const address = context.address('account');
  const { location, settings } = context.target;
  return {
    address,
    type: cosmosAccount.type,
    apiVersion: cosmosAccount.apiVersion,
    name: context.nameFor(cosmosAccount, address, context.requirement.requirementKey),
    body: {
      location,
      kind: 'GlobalDocumentDB',
      properties: {
        databaseAccountOfferType: 'Standard',
        ...(choice.serverless ? { capabilities: [{ name: 'EnableServerless' }] } : {}),
        locations: [location, ...choice.regions].map((locationName, failoverPriority) => ({ locationName, failoverPriority, isZoneRedundant: settings.cosmos.zoneRedundant && offersZones('cosmos', locationName) })),
        enableAutomaticFailover: choice.regions.length > 0,
        enableMultipleWriteLocations: false,
        consistencyPolicy: consistencyPolicy(choice),
        backupPolicy: { type: 'Continuous', continuousModeProperties: { tier: settings.cosmos.backup } },
        disableLocalAuth: true,
        disableKeyBasedMetadataWriteAccess: true,
        minimalTlsVersion: 'Tls12',
        publicNetworkAccess: 'Enabled',
      },
    },
  };
}

/** Bounded staleness has floors of its own, far higher once there is a second region. */
function consistencyPolicy(choice: CosmosChoice): ValueObject {
  const several = choice.regions.length > 0;
  const bounds = choice.consistency === 'BoundedStaleness' ? { maxIntervalInSeconds: several ? 300 : 5, maxStalenessPrefix: several ? 100_000 : 10 } : {};
  return { defaultConsistencyLevel: choice.consistency, ...bounds };
}

function databaseNode(context: ProviderContext, account: NodeDraft, choice: CosmosChoice): NodeDraft {
  const name = databaseNameOf(context);
  const { config } = context.requirement;
  const alone = objectsIn(config, 'containers').length > 0 && objectsIn(config, 'containers').every((entry) => entry['maxThroughput'] !== undefined);
  const throughput: ValueObject = choice.serverless || alone ? {} : { options: { autoscaleSettings: { maxThroughput: choice.maxThroughput } } };
  return {
    address: context.address('account.database'),
    type: cosmosDatabase.type,
    apiVersion: cosmosDatabase.apiVersion,
    name: `${account.name}/${name}`,
    parent: account.address,
    body: { properties: { resource: { id: name }, ...throughput } },
    purpose: name,
  };
}

/** A computed name is asked for like any other, so that it stays when the project is renamed. */
function databaseNameOf(context: ProviderContext): string {
  const words = context.project.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '');
  return textIn(context.requirement.config, 'database') ?? context.nameFor(cosmosDatabase, context.address('account.database'), words === '' ? 'main' : words);
}

function modeFindings(context: ProviderContext, choice: CosmosChoice): readonly Diagnostic[] {
  const { requirement } = context;
  const what = `cosmos.${requirement.requirementKey}`;
  const location = requirement.requirements[0]?.origin;
  const sharing = objectsIn(requirement.config, 'containers').filter((entry) => entry['maxThroughput'] === undefined).length;
  const findings: readonly (Diagnostic | false)[] = [
    choice.serverless &&
      choice.regions.length > 0 &&
      diagnostic('error', 'ATK1316', `${what} is serverless and has several regions (${choice.regions.join(', ')}): a serverless account has one`, { hint: "Choose `mode: 'autoscale'`, or leave out `regions`.", location }),
    choice.serverless && requirement.config['maxThroughput'] !== undefined && serverlessThroughput(what, location),
    !choice.serverless &&
      (choice.maxThroughput < 1000 || choice.maxThroughput % 1000 !== 0) &&
      diagnostic('error', 'ATK1308', `${what} asks for ${choice.maxThroughput} RU/s: autoscale takes thousands, from 1000`, { hint: 'Choose a multiple of 1000.', location }),
    !choice.serverless &&
      sharing > sharedContainers &&
      diagnostic('error', 'ATK1316', `${what} has ${sharing} containers that share throughput; Azure allows ${sharedContainers}`, { hint: 'Give some containers a `maxThroughput` of their own, or some components another `requirementKey`.', location }),
  ];
  return findings.filter((finding) => finding !== false);
}
