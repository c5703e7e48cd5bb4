import { ofAppService } from '../arm/service-errors.ts';
import { Refusal } from '../refusal.ts';

/** What App Service says, and with which of its own numbers. */
export interface AppServiceSaying {
  readonly status: number;
  readonly code: string;
  readonly extendedCode: string;
  /** With `{0}` for the parameter. */
  readonly template: string;
  readonly parameters?: readonly string[];
  /** The code that the same refusal has before a deployment starts; absent: the same. */
  readonly preflightCode?: string;
}

/** A refusal of App Service: its sentence three times, in a frame of its own. */
export function appServiceRefusal({ status, code, extendedCode, template, parameters = [], preflightCode }: AppServiceSaying): Refusal {
  const whole = ofAppService(status, code, extendedCode, template, parameters);
  return preflightCode === undefined ? whole : new Refusal(whole.status, { ...whole.error, code: preflightCode }, whole.headers, whole.ownBody);
}
