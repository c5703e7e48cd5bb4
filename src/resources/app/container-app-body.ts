import type { Json, JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import { asNumber, inCaseOf, mapAt, ofObjects, withoutNulls } from '../body-paths.ts';
import { plainRegion } from '../region-names.ts';
import type { LocalFacts } from '../local-facts.ts';
import { jsonAt, textAt } from '../json-path.ts';
import { fillDefaults } from '../settled-body.ts';
import { emptyAsNull, partAt, settledConfiguration, settledContainers, settledScaleRule, withIdentity } from './container-body.ts';

const noIngress: JsonObject = {
  external: false,
  targetPort: 0,
  exposedPort: 0,
  transport: 'Auto',
  traffic: [{ weight: 100, latestRevision: true }],
  customDomains: null,
  allowInsecure: false,
  ipSecurityRestrictions: null,
  corsPolicy: null,
  clientCertificateMode: null,
  stickySessions: null,
  additionalPortMappings: null,
  targetPortHttpScheme: null,
};

const lists: readonly string[] = ['customDomains', 'ipSecurityRestrictions', 'additionalPortMappings'];

function settledIngress(sent: JsonObject, fqdn: string): JsonObject {
  const { traffic, ...rest } = sent;
  const split = emptyAsNull(traffic) === null ? {} : { traffic: emptyAsNull(traffic) };
  const filled = fillDefaults({ ...rest, ...split, fqdn }, noIngress);
  const emptied = Object.fromEntries(Object.entries(filled).map(([key, value]) => [key, lists.includes(key) ? emptyAsNull(value) : value]));
  const paths: readonly (readonly [string, (found: Json) => Json | undefined])[] = [
    ['transport', inCaseOf('Auto', 'Http', 'Http2', 'Tcp')],
    ['targetPort', asNumber],
    ['exposedPort', asNumber],
    ['traffic[]', ofObjects((part) => withoutNulls(part))],
    ['traffic[].weight', asNumber],
    ['corsPolicy.maxAge', asNumber],
    ['corsPolicy.exposeHeaders', emptyAsNull],
    ['customDomains[]', ofObjects((domain) => withoutNulls(domain))],
    ['ipSecurityRestrictions[]', ofObjects((rule) => withoutNulls(rule))],
  ];
  return paths.reduce((ingress, [path, change]) => mapAt(ingress, path, change), emptied);
}

function settledScale(sent: Json | undefined): JsonObject {
  const scale = fillDefaults(isJsonObject(sent) ? sent : {}, { minReplicas: null, maxReplicas: 10, cooldownPeriod: 300, pollingInterval: 30 });
  return mapAt({ ...scale, rules: emptyAsNull(scale['rules']) }, 'rules[]', ofObjects(settledScaleRule));
}

const configurationDefaults: JsonObject = {
  activeRevisionsMode: 'Single',
  targetLabel: '',
  revisionTransitionThreshold: null,
  runtime: null,
  maxInactiveRevisions: 100,
  service: null,
};

/**
 * A container app as its GET shows it. Add-on services bring images and ports of their own, which are not made up here.
 * @see https://learn.microsoft.com/rest/api/containerapps/container-apps/create-or-update
 */
export function settledContainerApp(sent: JsonObject, facts: LocalFacts): JsonObject {
  const body = withIdentity(sent);
  const properties = partAt(body, 'properties');
  const environment = properties['environmentId'] ?? properties['managedEnvironmentId'] ?? null;
  const connected = typeof environment === 'string' && /\/connectedEnvironments\//i.test(environment);
  const configuration = settledConfiguration(partAt(properties, 'configuration'));
  const ingress = configuration['ingress'];
  const domain = `${facts.guid('domain').slice(0, 8)}.${plainRegion(textAt(body, 'location', facts.location))}.azurecontainerapps.io`;
  const whole = fillDefaults(
    {
      ...configuration,
      ingress: isJsonObject(ingress) ? settledIngress(ingress, textAt(ingress, 'fqdn', `${facts.name}.${domain}`)) : null,
    },
    configurationDefaults,
  );
  const template = settledContainers(partAt(properties, 'template'));
  const rest = Object.fromEntries(Object.entries(properties).filter(([key]) => !['managedEnvironmentId', 'environmentId', 'deploymentErrors'].includes(key)));
  return {
    ...body,
    properties: {
      ...fillDefaults(rest, {
        workloadProfileName: connected ? null : 'Consumption',
        patchingMode: 'Automatic',
        runningStatus: 'Running',
        delegatedIdentities: [],
      }),
      managedEnvironmentId: connected ? null : environment,
      environmentId: environment,
      configuration: mapAt(whole, 'activeRevisionsMode', inCaseOf('Single', 'Multiple', 'Labels')),
      template: {
        ...fillDefaults(template, { revisionSuffix: '', terminationGracePeriodSeconds: null }),
        serviceBinds: emptyAsNull(template['serviceBinds']),
        scale: settledScale(template['scale']),
      },
      ...appOutputs(facts, textAt(rest, 'latestRevisionName', ''), textAt(body, 'location', facts.location), jsonAt(whole, 'ingress') === null ? '' : domain),
    },
  };
}

function appOutputs(facts: LocalFacts, known: string, location: string, domain: string): JsonObject {
  const revision = known === '' ? `${facts.name}--${facts.guid('revision').slice(0, 7)}` : known;
  return {
    latestRevisionName: revision,
    latestReadyRevisionName: revision,
    latestRevisionFqdn: domain === '' ? '' : `${revision}.${domain}`,
    customDomainVerificationId: facts.guid('verification').replaceAll('-', '').toUpperCase().repeat(2),
    eventStreamEndpoint: eventStream(facts, location, 'containerApps'),
  };
}

/** Where the events of an app, a job or an environment can be read. */
export function eventStream(facts: LocalFacts, location: string, kind: string): string {
  const at = `subscriptions/${facts.subscriptionId}/resourceGroups/${facts.resourceGroup}`;
  return `https://${plainRegion(location)}.azurecontainerapps.dev/${at}/${kind}/${facts.name}/eventstream`;
}
