import { AtakoraError } from '../../model/errors.ts';
import type { PreflightFinding } from '../../model/preflight.ts';
import type { PreflightInput } from './preflight-input.ts';

/** Somebody is signed in, to the tenant of the subscription, and sees it. */
export const checkSignIn = async ({ questions, azure, signal }: Pick<PreflightInput, 'questions' | 'azure' | 'signal'>): Promise<readonly PreflightFinding[]> => {
  try {
    const { status } = await questions.ask({ method: 'GET', path: `/subscriptions/${azure.subscriptionId}`, apiVersion: '2022-12-01' }, signal);
    if (status < 400) return [];
    return [{ check: 'sign-in', severity: 'blocker', code: 'ATK1802', summary: `the subscription ${azure.subscriptionId} does not exist, or this sign-in does not see it`, hint: 'Check subscriptionId in the manifest, and `az account list`.' }];
  } catch (error) {
    if (!(error instanceof AtakoraError) || error.code !== 'ATK1801') throw error;
    return [{ check: 'sign-in', severity: 'blocker', code: error.code, summary: error.message, hint: error.hint }];
  }
};
