import type { Address } from '../../model/address.ts';
import type { Change, Plan, PlanAction, PropertyChange } from '../../model/plan.ts';
import { diagnostic } from '../../model/diagnostic.ts';

const subscriptionId = '22222222-2222-4222-8222-222222222222';

interface SampleKind {
  readonly type: string;
  readonly owner: string;
  readonly name: string;
  readonly stack: string;
  readonly azure: string;
  readonly sku?: string;
}

/** Builds a change; properties, risk and the rest by `more`. */
export function sampleChange(kind: SampleKind, action: PlanAction, more: Partial<Change> = {}): Change {
  return {
    address: `main/${kind.owner}/${kind.name}` as Address,
    type: kind.type,
    azureName: kind.azure,
    id: `/subscriptions/${subscriptionId}/resourceGroups/rg-feedback-dev-weu-01/providers/${kind.type}/${kind.azure}`,
    action,
    reasons: action.kind === 'create' ? [{ kind: 'not-in-state', text: 'it is not in the state' }] : [],
    properties: action.kind === 'create' ? createdProperties(kind) : [],
    stack: kind.stack,
    owner: kind.owner,
    waitsFor: [],
    risk: 'safe',
    protected: false,
    origin: { file: 'atakora/backend.ts', line: 12, column: 3 },
    ...more,
  };
}

function createdProperties(kind: SampleKind): readonly PropertyChange[] {
  return [
    { path: 'location', kind: 'add', after: 'westeurope' },
    ...(kind.sku === undefined ? [] : [{ path: 'sku.name', kind: 'add' as const, after: kind.sku }]),
    { path: 'tags', kind: 'add', after: { 'atakora:environment': 'dev', 'atakora:project': 'feedback' } },
  ];
}

/** Builds a plan around changes; the counts are counted. */
export function samplePlan(changes: readonly Change[], more: Partial<Plan> = {}): Plan {
  const count = (kind: PlanAction['kind']): number => changes.filter((change) => change.action.kind === kind).length;
  return {
    version: 1,
    kind: 'apply',
    project: 'feedback',
    environment: 'dev@local',
    cloud: 'local',
    subscriptionId,
    serial: 0,
    changes,
    outputs: [],
    counts: {
      create: count('create'),
      update: count('update'),
      replace: count('replace'),
      delete: count('delete'),
      move: count('move'),
      import: count('import'),
      forget: count('forget'),
      unchanged: count('no-op'),
    },
    diagnostics: [],
    hash: 'f'.repeat(64),
    ...more,
  };
}

const kinds: readonly [SampleKind, ...SampleKind[]] = [
  { type: 'Microsoft.Resources/resourceGroups', owner: 'group.main', name: 'group', stack: 'foundation', azure: 'rg-feedback-dev-weu-01' },
  { type: 'Microsoft.ManagedIdentity/userAssignedIdentities', owner: 'identity.main', name: 'identity', stack: 'security', azure: 'id-feedback-dev-weu-01' },
  { type: 'Microsoft.KeyVault/vaults', owner: 'vault.main', name: 'vault', stack: 'security', azure: 'kv-feedback-dev-weu-x7q2m-01', sku: 'standard' },
  { type: 'Microsoft.OperationalInsights/workspaces', owner: 'logs.main', name: 'workspace', stack: 'observability', azure: 'log-feedback-dev-weu-01', sku: 'PerGB2018' },
  { type: 'Microsoft.Insights/components', owner: 'insights.main', name: 'insights', stack: 'observability', azure: 'appi-feedback-dev-weu-01' },
  { type: 'Microsoft.Storage/storageAccounts', owner: 'storage.main', name: 'account', stack: 'data', azure: 'stfeedbackdevweux7q2m01', sku: 'Standard_LRS' },
  { type: 'Microsoft.DocumentDB/databaseAccounts', owner: 'cosmos.main', name: 'account', stack: 'data', azure: 'cosmos-feedback-dev-weu-x7q2m-01' },
  { type: 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases', owner: 'cosmos.main', name: 'account.feedback', stack: 'data', azure: 'cosmos-feedback-dev-weu-x7q2m-01/feedback' },
  { type: 'Microsoft.Web/serverfarms', owner: 'functions.main', name: 'plan', stack: 'compute', azure: 'asp-feedback-dev-weu-01', sku: 'FC1' },
  { type: 'Microsoft.Web/sites', owner: 'functions.main', name: 'site', stack: 'compute', azure: 'func-feedback-dev-weu-x7q2m-01' },
];

function kind(owner: string, name: string): SampleKind {
  return kinds.find((candidate) => candidate.owner === owner && candidate.name === name) ?? kinds[0];
}

const containerKinds: readonly SampleKind[] = Array.from({ length: 30 }, (_, index) => ({
  type: 'Microsoft.Storage/storageAccounts/blobServices/containers',
  owner: 'storage.main',
  name: `account.blob.uploads${String(index + 1).padStart(2, '0')}`,
  stack: 'data',
  azure: `stfeedbackdevweux7q2m01/default/uploads${String(index + 1).padStart(2, '0')}`,
}));

/** A first apply of forty resources in five stacks. */
export function firstPlan(): Plan {
  const data = kinds.findIndex((candidate) => candidate.stack === 'compute');
  const inOrder = [...kinds.slice(0, data), ...containerKinds, ...kinds.slice(data)];
  return samplePlan(
    inOrder.map((sample) => sampleChange(sample, { kind: 'create' })),
    { outputs: [{ name: 'apiUrl', kind: 'add' }, { name: 'storageAccount', kind: 'add' }] },
  );
}

const mailBefore = 'Dear customer,\nthank you for your note.\nWe answer within two days.\n\nYour team\n';
const mailAfter = 'Dear customer,\nthank you for your note.\nWe answer within one day.\n\nYour team\n';

/** Every kind of action, danger, drift, references, secrets, texts of several lines, and findings. */
export function dangerousPlan(): Plan {
  const changes: readonly Change[] = [
    sampleChange({ ...kind('cosmos.main', 'account.feedback'), name: 'account.archive', azure: 'cosmos-feedback-dev-weu-x7q2m-01/archive' }, { kind: 'delete' }, {
      reasons: [{ kind: 'not-in-definition', text: 'the definition has it no longer' }],
      risk: 'loses-data',
    }),
    sampleChange(kind('cosmos.main', 'account.feedback'), { kind: 'replace', order: 'delete-first' }, {
      reasons: [{ kind: 'immutable-property', text: 'partitionKey cannot change', path: 'properties.resource.partitionKey.paths' }],
      properties: [{ path: 'properties.resource.partitionKey.paths', kind: 'change', before: ['/id'], after: ['/tenant'], forcesReplacement: true }],
      risk: 'loses-data',
      protected: true,
    }),
    sampleChange(kind('functions.main', 'plan'), { kind: 'replace', order: 'create-first' }, {
      reasons: [],
      properties: [{ path: 'sku.name', kind: 'change', before: 'Y1', after: 'FC1', forcesReplacement: true }],
      risk: 'interrupts-service',
    }),
    sampleChange(kind('functions.main', 'site'), { kind: 'update' }, {
      reasons: [{ kind: 'changed-in-azure', text: 'somebody changed it in Azure' }],
      properties: [
        { path: 'properties.siteConfig.appSettings[name=COSMOS_ENDPOINT].value', kind: 'change', before: 'https://old.documents.azure.com/', unknown: 'cosmos.endpoint' },
        { path: 'properties.siteConfig.appSettings[name=MAIL_TEXT].value', kind: 'change', before: mailBefore, after: mailAfter },
        { path: 'properties.siteConfig.appSettings[name=SECRET].value', kind: 'change', sensitive: true },
        { path: 'properties.siteConfig.cors.allowedOrigins', kind: 'change', before: ['https://a.example'], after: ['https://a.example', 'https://b.example'] },
        { path: 'properties.siteConfig.minTlsVersion', kind: 'change', before: '1.0', after: '1.2', drift: true },
        { path: 'properties.siteConfig.webSocketsEnabled', kind: 'remove', before: true },
        { path: 'tags.owner', kind: 'change', before: 'anna', after: 'backend team' },
      ],
      risk: 'interrupts-service',
    }),
    ...containerKinds.slice(0, 5).map((sample) =>
      sampleChange(sample, { kind: 'update' }, { properties: [{ path: 'properties.metadata.owner', kind: 'change', before: 'anna', after: 'backend team' }] }),
    ),
    sampleChange({ ...kind('vault.main', 'vault'), name: 'vault.diagnostics', azure: 'to-logs' }, { kind: 'create' }),
    sampleChange(kind('insights.main', 'insights'), { kind: 'move', from: 'main/monitoring.main/insights' as Address }),
    sampleChange(kind('logs.main', 'workspace'), { kind: 'import' }),
    sampleChange(kind('storage.main', 'account'), { kind: 'no-op' }, { properties: [] }),
    sampleChange(kind('identity.main', 'identity'), { kind: 'no-op' }, { properties: [] }),
  ];
  return samplePlan(changes, {
    environment: 'prod',
    cloud: 'AzureCloud',
    serial: 7,
    outputs: [{ name: 'apiUrl', kind: 'same' }, { name: 'reportUrl', kind: 'add' }, { name: 'oldUrl', kind: 'remove' }],
    diagnostics: [diagnostic('warning', 'ATK1310', 'The code of feedbackApi is not published yet.', { location: { file: 'atakora/backend.ts', line: 14 } })],
  });
}

/** Only resources that stay as they are. */
export function emptyPlan(): Plan {
  return samplePlan(kinds.map((sample) => sampleChange(sample, { kind: 'no-op' }, { properties: [] })), { serial: 3 });
}

/** Three hundred changes in twelve stacks, five of them dangerous: what a reviewer has to find. */
export function bigPlan(): Plan {
  const changes = Array.from({ length: 300 }, (_, index): Change => {
    const number = String(index + 1).padStart(3, '0');
    const sample: SampleKind = { type: 'Microsoft.Storage/storageAccounts', owner: `storage.team${String((index % 40) + 1).padStart(2, '0')}`, name: `account${number}`, stack: `region${(index % 12) + 1}`, azure: `stteam${number}`, sku: 'Standard_LRS' };
    const at = { file: 'atakora/backend.ts', line: 10 + index, column: 3 };
    if (index % 60 === 59) return sampleChange(sample, { kind: 'delete' }, { reasons: [{ kind: 'not-in-definition', text: 'the definition has it no longer' }], risk: 'loses-data', origin: at });
    if (index % 3 === 0) return sampleChange(sample, { kind: 'update' }, { properties: [{ path: 'properties.minimumTlsVersion', kind: 'change', before: 'TLS1_0', after: 'TLS1_2' }], origin: at });
    return sampleChange(sample, { kind: 'create' }, { origin: at });
  });
  return samplePlan(changes, { environment: 'prod', cloud: 'AzureCloud', serial: 41 });
}
