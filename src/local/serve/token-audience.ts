/** Resources that the tenant knows besides those of single accounts; without a slash at the end. */
const known: ReadonlySet<string> = new Set([
  'https://management.azure.com',
  'https://management.core.windows.net',
  'https://vault.azure.net',
  'https://graph.microsoft.com',
  'https://graph.windows.net',
  'https://storage.azure.com',
  'https://cosmos.azure.com',
  'https://database.windows.net',
  'https://servicebus.azure.net',
  'https://eventhubs.azure.net',
  'https://azconfig.io',
  'https://appservice.azure.com',
  'https://api.loganalytics.io',
  'https://monitor.azure.com',
]);

/** Applications of Microsoft that are named by their ids. */
const byId: Readonly<Record<string, string>> = {
  '797f4846-ba00-4fd7-ba43-dac1f8f63013': 'https://management.azure.com',
  'cfa8b339-82a2-471a-a3c9-0fc0be7a4093': 'https://vault.azure.net',
  '00000003-0000-0000-c000-000000000000': 'https://graph.microsoft.com',
};

const accounts = /^https:\/\/[a-z0-9.-]+\.(?:core\.windows\.net|documents\.azure\.com|servicebus\.windows\.net|azconfig\.io|azurewebsites\.net)$/;

/** The audience of tokens for a resource, as it was asked for; undefined for a resource that no tenant has. */
export function audienceOf(resource: string): string | undefined {
  const plain = resource.toLowerCase().replace(/\/+$/, '');
  const named = byId[plain];
  if (named !== undefined) return named;
  return known.has(plain) || accounts.test(plain) || /^api:\/\/[^/]/.test(plain) ? resource : undefined;
}
