import type { EnvironmentSettings, FeatureSettings } from '../model/environment-settings.ts';

/** Everything that is built is on everywhere; an environment or a backend opts out. */
const features: FeatureSettings = { diagnostics: true, insights: true, storeLocks: true, defaultStores: true };

const dev: EnvironmentSettings = {
  functionApp: { plan: 'FC1', nodeVersion: '24', instanceMemoryMb: 2048, maximumInstances: 40, alwaysReady: 0, zoneRedundant: false },
  storage: { sku: 'Standard_LRS', versioning: false, softDeleteDays: 7 },
  cosmos: { mode: 'serverless', maxThroughput: 1000, consistency: 'Session', backup: 'Continuous7Days', regions: [], zoneRedundant: false },
  monitoring: { retentionDays: 30, dailyQuotaGb: 1, samplingPercent: 20 },
  vault: { softDeleteDays: 7, purgeProtection: false },
  network: { access: 'public' },
  features,
  protectStores: false,
};

const qa: EnvironmentSettings = {
  ...dev,
  monitoring: { retentionDays: 30, dailyQuotaGb: 2, samplingPercent: 100 },
  vault: { softDeleteDays: 14, purgeProtection: false },
};

const staging: EnvironmentSettings = {
  ...dev,
  storage: { sku: 'Standard_ZRS', versioning: false, softDeleteDays: 14 },
  cosmos: { ...dev.cosmos, mode: 'autoscale', maxThroughput: 4000 },
  monitoring: { retentionDays: 60, dailyQuotaGb: 5, samplingPercent: 100 },
  vault: { softDeleteDays: 30, purgeProtection: false },
};

const prod: EnvironmentSettings = {
  ...dev,
  functionApp: { ...dev.functionApp, maximumInstances: 100, alwaysReady: 1, zoneRedundant: true },
  storage: { sku: 'Standard_ZRS', versioning: true, softDeleteDays: 30 },
  cosmos: { ...dev.cosmos, mode: 'autoscale', maxThroughput: 4000, zoneRedundant: true },
  monitoring: { retentionDays: 365, dailyQuotaGb: -1, samplingPercent: 100 },
  vault: { softDeleteDays: 90, purgeProtection: true },
  protectStores: true,
};

/** Environments that exist without any configuration; every other one extends `dev` unless it says what it extends. */
export const builtInEnvironments: Readonly<Record<'dev' | 'qa' | 'staging' | 'prod', EnvironmentSettings>> = { dev, qa, staging, prod };

/** The feature flags that exist without any component that names them. */
export const builtInFeatures: readonly string[] = Object.keys(features);
