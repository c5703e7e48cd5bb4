import { isJsonObject } from '../../model/json.ts';
import { Refusal } from '../refusal.ts';
import type { WriteSubject } from './subject.ts';

/** What has a plan is bought in the marketplace; the settings of a world may say that its subscription cannot. */
export function checkPurchase({ context, body }: WriteSubject): void {
  if (context.settings.marketplace || !isJsonObject(body['plan'])) return;
  const inner = {
    error: {
      code: 'AccountSetupError',
      message: 'You cannot purchase reservation because required AAD tenant information is missing. Please ask your tenant admin to fill this form: https://aka.ms/orgprofile',
    },
  };
  throw new Refusal(400, {
    code: 'MarketplacePurchaseEligibilityFailed',
    message: 'Marketplace purchase eligibilty check returned errors. See inner errors for details. ',
    details: [{ code: 'BadRequest', message: JSON.stringify(inner) }],
  });
}
