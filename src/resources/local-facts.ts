/** What a resource of the local Azure may know about itself. */
export interface LocalFacts {
  readonly id: string;
  readonly name: string;
  readonly location: string;
  readonly tenantId: string;
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  /** Api version of the request; the newest when absent. */
  readonly apiVersion?: string;
  /** Which body is asked for; `GET` when absent. */
  readonly answer?: 'PUT' | 'GET';
  /** ISO 8601 UTC of the creation. */
  readonly createdAt: string;
  /** The same label gives the same GUID for the same resource. */
  readonly guid: (label: string) => string;
}
