import { defineBackend } from '../../define/define-backend.ts';
import type { Component } from '../../define/component.ts';
import { defineFunction } from '../../define/define-function.ts';
import { defineInfrastructure } from '../../define/define-infrastructure.ts';
import { resource } from '../../define/resource.ts';
import type { SecretReference } from '../../define/secret.ts';
import { secret } from '../../define/secret.ts';
import { toDefinition } from '../../define/to-definition.ts';
import type { EnvironmentTarget } from '../../model/environment-settings.ts';
import type { Synthesis } from '../../model/synthesis.ts';
import type { Value } from '../../model/value.ts';
import { composed, errorsOf } from './synth-case.fake.ts';
import { synthesize } from './synthesize.ts';

/** A function that reads secrets as variables, in the app of a key. */
export function reading(environment: Readonly<Record<string, SecretReference>>, requirementKey = 'main'): Component {
  return defineFunction({ entry: './x.ts', trigger: { type: 'timer', schedule: '0 0 3 * * *' }, environment, requirementKey });
}

/** A container app of the component's own, with the environment that it runs in. */
export function containerApp(configuration: Readonly<Record<string, Value>>, env: readonly Value[] = [], rest: Readonly<Record<string, Value>> = {}): Component {
  return defineInfrastructure({
    resources: {
      environment: resource('Microsoft.App/managedEnvironments', { properties: {} }),
      app: resource('Microsoft.App/containerApps', {
        ...rest,
        properties: { environmentId: '${self.environment.id}', configuration, template: { containers: [{ name: 'main', image: 'docker.io/library/nginx:1', env }] } },
      }),
    },
  });
}

/** Components in every way that there is to read a secret. */
export const readers: Readonly<Record<string, Component>> = {
  pay: reading({ STRIPE: secret('STRIPE_KEY', { description: 'payments', rotateEvery: '90d' }), SHARED: secret('SHARED') }),
  report: reading({ SHARED: secret('SHARED'), MAIL: secret('MAIL_KEY', { required: { prod: true, default: false } }) }, 'jobs'),
  asks: defineInfrastructure({ requires: [{ resourceType: 'functions', requirementKey: 'jobs', config: { secrets: [{ name: 'DIRECT' }] } }] }),
  web: containerApp({ secrets: [secret('WEB_KEY', { generate: {} }) as Value, { name: 'named', value: secret('SHARED') as Value }, { name: 'plain', value: '${azure.location}' }] }, [
    { name: 'KEY', value: secret('WEB_KEY') as Value },
    { name: 'EXTRA', value: secret('EXTRA_KEY') as Value },
    { name: 'PLAIN', value: 'x' },
  ]),
};

/** Synthesizes a backend of components; throws what is wrong with it. */
export function synthesized(components: Readonly<Record<string, Component>>, target?: EnvironmentTarget): Synthesis {
  const { definition } = toDefinition(defineBackend(components as never), 'main', { file: 'atakora/backend.ts' });
  const result = synthesize(composed(definition.components, target === undefined ? {} : { target }));
  const errors = errorsOf(result);
  if (errors.length > 0) throw new Error(errors.join('\n'));
  return result;
}
