import { modelledKind } from '../modelled-kind.ts';
import type { ResourceKind } from '../resource-kind.ts';
import type { SettleRules } from '../settle-rules.ts';

/** @see https://learn.microsoft.com/azure/templates/microsoft.web/sites/config */
export function authsettingsV2(): ResourceKind {
  return modelledKind({
    type: 'Microsoft.Web/sites/config',
    named: 'authsettingsV2',
    apiVersion: '2025-03-01',
    title: 'sign-in settings',
    allowed: {
      'properties.globalValidation.unauthenticatedClientAction': ['RedirectToLoginPage', 'AllowAnonymous', 'Return401', 'Return403'],
      'properties.login.cookieExpiration.convention': ['FixedTime', 'IdentityProviderDerived'],
      'properties.httpSettings.forwardProxy.convention': ['NoProxy', 'Standard', 'Custom'],
    },
    settle: authsettingsV2Rules(),
    local: { answers: { create: '200 none', update: '200 none' }, actions: { list: 'properties' }, implicit: ['authsettingsV2'] },
  });
}

function authsettingsV2Rules(): SettleRules {
  return {
    defaults: {
      properties: {
        globalValidation: { requireAuthentication: true, unauthenticatedClientAction: 'RedirectToLoginPage' },
        httpSettings: { forwardProxy: { convention: 'NoProxy' }, requireHttps: true, routes: { apiPrefix: '/.auth' } },
        identityProviders: {
          apple: { enabled: true, login: {}, registration: {} },
          azureActiveDirectory: {
            enabled: true,
            login: { disableWWWAuthenticate: false },
            registration: {},
            validation: { defaultAuthorizationPolicy: { allowedPrincipals: {} }, jwtClaimChecks: {} },
          },
          facebook: { enabled: true, login: {}, registration: {} },
          gitHub: { enabled: true, login: {}, registration: {} },
          google: { enabled: true, login: {}, registration: {}, validation: {} },
          legacyMicrosoftAccount: { enabled: true, login: {}, registration: {}, validation: {} },
          twitter: { enabled: true, registration: {} },
        },
        login: {
          cookieExpiration: { convention: 'FixedTime', timeToExpiration: '08:00:00' },
          nonce: { nonceExpirationInterval: '00:05:00', validateNonce: true },
          preserveUrlFragmentsForLogins: false,
          routes: {},
          tokenStore: { azureBlobStorage: {}, enabled: false, fileSystem: {}, tokenRefreshExtensionHours: 72.0 },
        },
        platform: { runtimeVersion: '~1' },
      },
    },
    normalised: { 'properties.platform.enabled': 'boolean' },
    location: 'display',
    provisioning: false,
  };
}
