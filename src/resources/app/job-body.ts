import type { JsonObject } from '../../model/json.ts';
import { inCaseOf, mapAt, ofObjects } from '../body-paths.ts';
import { textAt } from '../json-path.ts';
import type { LocalFacts } from '../local-facts.ts';
import { fillDefaults } from '../settled-body.ts';
import { eventStream } from './container-app-body.ts';
import { partAt, settledConfiguration, settledContainers, settledScaleRule, withIdentity } from './container-body.ts';

/**
 * A job as its GET shows it. Temporary storage is not said for jobs of today's environments.
 * @see https://learn.microsoft.com/rest/api/containerapps/jobs/create-or-update
 */
export function settledJob(sent: JsonObject, facts: LocalFacts): JsonObject {
  const body = withIdentity(sent);
  const properties = partAt(body, 'properties');
  const configuration = fillDefaults(settledConfiguration(partAt(properties, 'configuration')), { manualTriggerConfig: null, scheduleTriggerConfig: null, eventTriggerConfig: null });
  const typed = mapAt(configuration, 'triggerType', inCaseOf('Manual', 'Schedule', 'Event'));
  const scaled = mapAt(typed, 'eventTriggerConfig.scale', ofObjects((scale) => fillDefaults(scale, { pollingInterval: 30 })));
  const template = settledContainers(partAt(properties, 'template'), '');
  return {
    ...body,
    properties: {
      ...fillDefaults(properties, { workloadProfileName: 'Consumption', runningStatus: 'Ready' }),
      configuration: mapAt(scaled, 'eventTriggerConfig.scale.rules[]', ofObjects(settledScaleRule)),
      template,
      eventStreamEndpoint: eventStream(facts, textAt(body, 'location', facts.location), 'containerApps'),
    },
  };
}
