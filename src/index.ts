/** The public library: what a backend's files import from `atakora`. Importing it has no effect. */
export { arm } from './define/arm.ts';
export { CrudApi, defineCrudApi } from './define/define-crud-api.ts';
export { defineBackend } from './define/define-backend.ts';
export { defineConfig } from './define/define-config.ts';
export { defineFunction } from './define/define-function.ts';
export { defineInfrastructure } from './define/define-infrastructure.ts';
export { existingTemplate } from './define/existing-template.ts';
export { moved } from './define/moved.ts';
export { removed } from './define/removed.ts';
export { armResource, resource } from './define/resource.ts';
export { resources } from './define/resource-references.ts';
export { secret } from './define/secret.ts';
export { AtakoraError } from './model/errors.ts';

export type { Access, CosmosContainerAccess } from './define/access.ts';
export type { BackendOptions } from './define/backend-options.ts';
export type { Component, ComponentContext, ComponentRequirement, ComponentResource, TemplateFile } from './define/component.ts';
export type { CrudOperation } from './define/crud-routes.ts';
export type { Backend, Components } from './define/define-backend.ts';
export type { ProjectConfig } from './define/define-config.ts';
export type { CrudApiConfig, CrudFieldType } from './define/define-crud-api.ts';
export type { FunctionConfig } from './define/define-function.ts';
export type { InfrastructureConfig } from './define/define-infrastructure.ts';
export type { Environment } from './define/environment-variables.ts';
export type { TemplateDeclaration } from './define/existing-template.ts';
export type { BodyOf, CommonBody, KnownResources, Text } from './define/known-resources.ts';
export type { Moved } from './define/moved.ts';
export type { NamingFunction } from './define/naming.ts';
export type { ImpliedRequirement, MergedRequirement, MergeStrategy, MergeTable, NodeDraft, Provider, ProviderContext, ProviderResult } from './define/providers/provider.ts';
export type { Removed } from './define/removed.ts';
export type {
  CosmosAccess,
  CosmosContainer,
  CosmosRequirement,
  FunctionEntry,
  FunctionsRequirement,
  HttpAuth,
  HttpMethod,
  HttpRoute,
  InsightsRequirement,
  KnownRequirementType,
  LogsRequirement,
  RequirementConfigs,
  StorageAccess,
  StorageRequirement,
  VaultRequirement,
} from './define/requirement-configs.ts';
export type { ResourceDeclaration, ResourcePlacement } from './define/resource.ts';
export type { BackendResources, Reference, ResourceReferences } from './define/resource-references.ts';
export type { SecretReference } from './define/secret.ts';
export type { SecretGenerationOptions, SecretOptions } from './define/secret-options.ts';
export type { SettingsOptions } from './define/settings-options.ts';
export type { BlobTrigger, CosmosTrigger, HttpTrigger, QueueTrigger, TimerTrigger, Trigger } from './define/triggers.ts';
export type { ComponentNotice, TagRule } from './model/definition.ts';
export type { SourceLocation } from './model/source-location.ts';
export type { Expression, Value, ValueObject } from './model/value.ts';
