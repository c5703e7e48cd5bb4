import type { Address } from '../../model/address.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { FeatureSettings } from '../../model/environment-settings.ts';
import { diagnostic } from '../../model/diagnostic.ts';
import type { Value, ValueObject } from '../../model/value.ts';
import { refTo } from '../../model/value.ts';
import { appServicePlan } from '../../resources/app-service-plan.ts';
import { functionApp } from '../../resources/function-app.ts';
import { publishingPolicy } from '../../resources/publishing-policy.ts';
import { vaultSecretName } from '../../model/secret-name.ts';
import { impliedGroup } from './access-grants.ts';
import { diagnosticSetting } from './diagnostics.ts';
import { functionPlan, planBody, planFindings } from './function-plan.ts';
import type { SettingTargets } from './function-settings.ts';
import { applicationSettings, secretsOf, settingFindings } from './function-settings.ts';
import { siteBody } from './function-site.ts';
import type { ImpliedRequirement, MergedRequirement, NodeDraft, Provider, ProviderContext } from './provider.ts';
import { namesIn, objectsIn, originOf, textIn, textsIn } from './requirement-config.ts';
import { identityAddress, identityName, roleAddress, secretRoleAddress } from './role-assignments.ts';

/** More functions than this in one app are asked to be split. */
const functionLimit = 200;

/** What the host does with its own storage. @see https://learn.microsoft.com/azure/azure-functions/functions-reference#grant-permission-to-the-identity */
const hostRoles = ['blob-data-owner', 'queue-data-contributor', 'table-data-contributor'] as const;

/**
 * Requirement `functions`: a Function App on its plan, with the identity that it acts as.
 * Fields: `functions` `[{ name, trigger: 'http'|'timer'|'queue'|'blob'|'cosmos'|…, runtime?: 'node', … }]`; `environment` `{ NAME: value }`
 * (a secret becomes a reference to the vault); `secrets` `[{ name }]`; `allowedOrigins` `['https://…']`; `plan` `FC1`|`EP1`…|`P0v3`…;
 * `nodeVersion` `'24'`; `memoryMb`, `maximumInstances`, `alwaysReady`, `timeoutSeconds` numbers. Absent ones are the environment's.
 * Brings along its identity, the host's storage, telemetry and a vault; the features `insights` and `defaultStores` are left out where
 * the environment switches them off.
 */
export const functionsProvider: Provider = {
  resourceType: 'functions',
  fields: {
    functions: { merge: 'union', key: 'name' },
    environment: { merge: 'union' },
    secrets: { merge: 'union', key: 'name' },
    allowedOrigins: { merge: 'union' },
    plan: { merge: 'priority' },
    nodeVersion: { merge: 'same' },
    memoryMb: { merge: 'maximum' },
    maximumInstances: { merge: 'maximum' },
    alwaysReady: { merge: 'maximum' },
    timeoutSeconds: { merge: 'maximum' },
  },
  implied: (config, target, requirementKey = 'main') => impliedByApp(config, requirementKey, target.settings.features),
  provide: (context) => {
    const { requirement, target } = context;
    const plan = functionPlan(requirement, target);
    const at = targetsOf(context);
    const planNode = node(context, 'plan', appServicePlan, planBody(plan, target.location));
    const body = siteBody({
      plan,
      planAddress: planNode.address,
      location: target.location,
      identityName: identityName(context, identityKey(context)),
      at,
      settings: applicationSettings(context, plan, at),
      allowedOrigins: textsIn(requirement.config, 'allowedOrigins'),
    });
    const site: NodeDraft = { ...node(context, 'app', functionApp, body), dependsOn: rolesOf(context, at) };
    const { address } = site;
    return {
      nodes: [planNode, site, ...publishingPolicies(context, site), ...diagnosticSetting(context, planNode), ...diagnosticSetting(context, site)],
      exports: {
        hostName: { address, output: 'hostName' },
        url: { value: { $: 'concat', parts: ['https://', refTo(address, 'hostName')] } },
        name: { address, output: 'name' },
        id: { address, output: 'id' },
      },
      diagnostics: [...sharingFindings(requirement), ...planFindings(plan, requirement, target), ...settingFindings(requirement, plan)],
    };
  },
};

function impliedByApp(config: ValueObject, key: string, features: FeatureSettings): readonly ImpliedRequirement[] {
  const secrets = secretsOfApp(config);
  const named = (names: readonly string[]): readonly Value[] => names.map((name) => ({ name }));
  const main = (resourceType: string, own: ValueObject): ImpliedRequirement => ({ resourceType, requirementKey: 'main', config: own });
  return [
    impliedGroup,
    { resourceType: 'identity', requirementKey: key, config: {} },
    main('logs', {}),
    ...(features.insights ? [main('insights', { access: [{ identity: key, level: 'publish' }] })] : []),
    main('vault', secrets.length === 0 ? {} : { secrets: named(secrets), access: secrets.map((secret) => ({ identity: key, level: 'read', secret })) }),
    main('storage', {
      containers: named([packageContainer(key), ...(features.defaultStores ? ['uploads', 'assets'] : [])]),
      ...(features.defaultStores ? { queues: named(['tasks', 'notifications', 'deadletter']), tables: named(['logs', 'sessions']) } : {}),
      access: [
        { identity: key, service: 'blob', level: 'owner' },
        { identity: key, service: 'queue', level: 'write' },
        { identity: key, service: 'table', level: 'write' },
      ],
    }),
  ];
}

/** Names in the vault of all that the app reads. */
function secretsOfApp(config: ValueObject): readonly string[] {
  return [...new Set([...secretsOf(config['environment']), ...namesIn(config, 'secrets').map(vaultSecretName)])].sort();
}

/** Each app has a container for its package: a deployment writes the same file name in all of them. */
function packageContainer(key: string): string {
  const word = key.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '');
  return key === 'main' ? 'function-packages' : `function-packages-${word}`.slice(0, 63);
}

/** An app of another key has an identity of its own. */
function identityKey(context: ProviderContext): string {
  return context.requirement.requirementKey;
}

function targetsOf(context: ProviderContext): SettingTargets {
  const key = context.requirement.requirementKey;
  return {
    identity: identityAddress(context, identityKey(context)),
    storage: context.addressOf('storage', 'main', 'account'),
    insights: context.target.settings.features.insights ? context.addressOf('insights', 'main', 'component') : undefined,
    vault: context.addressOf('vault', 'main', 'vault'),
    packages: packageContainer(key),
  };
}

/** The app starts with its roles, not before them: they take minutes to be known everywhere. */
function rolesOf(context: ProviderContext, at: SettingTargets): readonly Address[] {
  const key = identityKey(context);
  const secretRoles = secretsOfApp(context.requirement.config).map((name) => secretRoleAddress(at.vault, name, key));
  return [at.identity, ...secretRoles, ...hostRoles.map((role) => roleAddress(at.storage, role, key)), ...(at.insights === undefined ? [] : [roleAddress(at.insights, 'metrics-publisher', key)])];
}

function node(context: ProviderContext, name: string, kind: typeof functionApp, body: ValueObject): NodeDraft {
  const address = context.address(name);
  return { address, type: kind.type, apiVersion: kind.apiVersion, name: context.nameFor(kind, address, context.requirement.requirementKey), body };
}

/** Publishing by user name and password is off, for both ways that there are. */
function publishingPolicies(context: ProviderContext, site: NodeDraft): readonly NodeDraft[] {
  return ['ftp', 'scm'].map((way) => ({
    address: context.address(`app.${way}`),
    type: publishingPolicy.type,
    apiVersion: publishingPolicy.apiVersion,
    name: `${site.name}/${way}`,
    parent: site.address,
    body: { properties: { allow: false } },
  }));
}

function sharingFindings(requirement: MergedRequirement): readonly Diagnostic[] {
  const functions = objectsIn(requirement.config, 'functions');
  const what = `functions.${requirement.requirementKey}`;
  const runtimes = [...new Set(functions.map((entry) => textIn(entry, 'runtime') ?? 'node'))].sort();
  const odd = functions.find((entry) => (textIn(entry, 'runtime') ?? 'node') !== 'node');
  const location = originOf(requirement, 'functions', odd === undefined ? '' : (textIn(odd, 'name') ?? ''));
  const findings: readonly (Diagnostic | false)[] = [
    functions.length > functionLimit &&
      diagnostic('error', 'ATK1316', `${what} has ${functions.length} functions; one app takes ${functionLimit}`, { hint: 'Give some of the components another `requirementKey` for functions.', location }),
    runtimes.length > 1 &&
      diagnostic('error', 'ATK1316', `${what} has functions for ${runtimes.join(' and ')}; one app has one runtime`, { hint: 'Give the components of one runtime another `requirementKey` for functions.', location }),
    runtimes.length === 1 && odd !== undefined && diagnostic('error', 'ATK1308', `${what} asks for the runtime "${runtimes.join('')}"; this version runs node`, { location }),
  ];
  return findings.filter((finding) => finding !== false);
}
