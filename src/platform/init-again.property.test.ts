import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { init } from '../commands/init.ts';
import { projectRoot } from '../../test/gates/gate.ts';
import type { Answers } from '../ui/wizard/answers.ts';
import { createQuestions } from '../ui/wizard/questions.ts';
import { answerUnasked, equivalentCommand } from '../ui/wizard/unasked.ts';
import { answersOfFlags } from './collect-answers.ts';
import { configurationText, freshConfiguration } from './init-configuration.ts';
import { plannedFiles, readTemplates } from './init-files.ts';
import { templateSecrets } from './init-secrets.ts';
import { parseArguments } from './parse-arguments.ts';
import { settingChanges, settingsMatrix } from './settings-matrix.ts';
import { wizardRegions } from './wizard-regions.ts';

const templates = readTemplates(projectRoot);
const regions = wizardRegions([], undefined);
const questions = createQuestions({ detected: {}, regions, templates, settings: (names) => settingsMatrix(names, []), secrets: (name) => templates.filter((template) => template.name === name).flatMap(templateSecrets) });

/** Anything that a person can type into a field: signs of shells, quotes, dashes in front, letters of any script. */
const words = fc.oneof(fc.string({ minLength: 1, maxLength: 40 }), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }), fc.constantFrom("Anna's $HOME `id`", '-x', '--yes', 'a\\b', '"', '!!', '*', '~', '=', ' two  words ')).map((text) => text.replaceAll(/\p{C}/gu, '').trim());
const tagName = words.filter((name) => name !== '' && name !== '__proto__' && !/[<>%&\\?/]/.test(name));
const environments = fc.uniqueArray(fc.oneof(fc.constantFrom('dev', 'qa', 'staging', 'prod'), fc.stringMatching(/^[a-z][a-z0-9-]{0,10}$/)), { minLength: 1, maxLength: 4 });

const answers: fc.Arbitrary<Answers> = fc
  .record({ project: words, organization: words, template: fc.constantFrom(...templates.map(({ name }) => name)), location: fc.constantFrom(...regions.map(({ name }) => name)), environments, at: fc.nat(3), real: fc.boolean(), subscriptionId: fc.uuid(), tenantId: fc.uuid(), state: fc.constantFrom('local' as const, 'azure-blob' as const), settings: fc.boolean(), tags: fc.dictionary(tagName, words.filter((value) => value !== ''), { maxKeys: 3 }) })
  .map(({ at, organization, real, settings, state, subscriptionId, tags, tenantId, ...rest }) => {
    const environment = rest.environments[at % rest.environments.length] ?? '';
    return {
      ...rest,
      defaultEnvironment: environment,
      tags: { ...tags },
      ...(organization === '' ? {} : { organization }),
      ...(real ? { subscriptionId, tenantId, state } : {}),
      ...(settings ? { settings: [`${environment}.functionApp.maximumInstances=55`, `${environment}.cosmos.regions=northeurope,swedencentral`] } : {}),
    };
  })
  .filter((given) => answerUnasked(questions, given, true).kind === 'answers');

/** The words of a command line as a shell hands them on. */
function wordsOf(command: string): readonly string[] {
  const shell = spawnSync('sh', ['-c', `for word in ${command.replace(/^atakora /, '')}; do printf '%s\\0' "$word"; done`], { encoding: 'utf8' });
  if (shell.status !== 0) throw new Error(shell.stderr);
  return shell.stdout.split('\0').slice(0, -1);
}

function filesOf(given: Answers): Readonly<Record<string, string>> {
  const configuration = given.settings === undefined ? [] : [{ path: freshConfiguration, after: configurationText(freshConfiguration, undefined, settingChanges(given.settings)) ?? '' }];
  return Object.fromEntries([...plannedFiles(given, templates, new Map(), 'fresh-id-0001'), ...configuration].map(({ after, path }) => [path, after]));
}

test('the command that init prints gives the same files in an empty folder, byte for byte, whatever the answers are', () => {
  fc.assert(
    fc.property(answers, (given) => {
      const command = equivalentCommand(questions, given);
      const [name, ...rest] = wordsOf(command);
      expect(name).toBe('init');
      const { flags, positionals } = parseArguments(init, rest);
      expect(positionals).toEqual([]);
      const again = answerUnasked(questions, answersOfFlags({ flags }), flags['yes'] === true);
      expect(again.kind === 'answers' ? filesOf(again.answers) : again.problems, command).toEqual(filesOf(given));
      // Nothing is left to a default that could be another one tomorrow.
      expect(again.kind === 'answers' && again.assumed).toEqual([]);
    }),
    { numRuns: 120 },
  );
}, 60_000);
