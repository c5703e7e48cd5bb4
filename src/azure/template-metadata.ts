import { providerCatalogue } from '../local/arm/provider-catalogue.ts';
import { templateLocations, templateProviders } from '../local/arm/template-metadata.ts';
import type { Json } from '../model/json.ts';

/** What template functions answer about Azure where nobody asked a subscription: the metadata that is carried with this package. */
export interface TemplateMetadata {
  /** As `DeploymentContext.providers`. */
  readonly providers: Json;
  /** As `DeploymentContext.locations`; the zones of a subscription of its own, as the local Azure has it. */
  readonly locations: Json;
}

/** The provider and region metadata of the local Azure. */
export function builtInMetadata(): TemplateMetadata {
  return { providers: templateProviders(providerCatalogue()), locations: templateLocations() };
}
