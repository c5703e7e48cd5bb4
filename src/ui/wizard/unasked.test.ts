import { describe, expect, test } from 'vitest';
import { createQuestions } from './questions.ts';
import { sampleSources } from '../gallery/sample-wizard.ts';
import { answerUnasked, equivalentCommand } from './unasked.ts';

const questions = createQuestions(sampleSources);

describe('answers without asking', () => {
  test('take the defaults with --yes and tell each that was assumed', () => {
    const result = answerUnasked(questions, { location: 'northeurope' }, true);
    expect(result).toMatchObject({
      kind: 'answers',
      answers: { project: 'feedback', location: 'northeurope', environments: ['dev', 'prod'], defaultEnvironment: 'dev' },
      assumed: [
        { id: 'project', flag: '--name', value: 'feedback' },
        { id: 'template', flag: '--template', value: 'feedback-api' },
        { id: 'environments', flag: '--environments', value: 'dev,prod' },
        { id: 'defaultEnvironment', flag: '--default-env', value: 'dev' },
      ],
    });
  });

  test('name everything that is missing, with its flag, at once', () => {
    const result = answerUnasked(questions, {}, false);
    expect(result.kind === 'problems' && result.problems.map(({ flag, reason }) => `${flag} ${reason}`)).toEqual([
      '--name missing',
      '--template missing',
      '--location missing',
      '--environments missing',
    ]);
  });

  test('refuse what a flag gave wrongly, with the reason', () => {
    const result = answerUnasked(questions, { project: '!!', location: 'mars', tags: { owner: '' } }, true);
    expect(result.kind === 'problems' && result.problems.map(({ flag }) => flag)).toEqual(['--name', '--location', '--tags']);
  });

  test('need a tenant for a subscription', () => {
    const result = answerUnasked(questions, { subscriptionId: '22222222-2222-4222-8222-222222222222' }, true);
    expect(result.kind === 'problems' && result.problems).toMatchObject([{ id: 'tenantId', flag: '--tenant', reason: 'missing' }]);
  });

  test('print the command that gives them again', () => {
    const result = answerUnasked(questions, { organization: "Anna's", tags: { owner: 'anna' } }, true);
    expect(result.kind === 'answers' && equivalentCommand(questions, result.answers)).toBe(
      "atakora init --yes --name feedback --organization 'Anna'\\''s' --template feedback-api --location westeurope --environments dev,prod --default-env dev --tags owner=anna",
    );
  });
});
