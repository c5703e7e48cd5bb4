import type { DoctorOutcome } from '../model/doctor.ts';
import type { Json } from '../model/json.ts';
import type { Command } from '../platform/command.ts';
import type { CommandContext } from '../platform/command-context.ts';

export const doctor: Command = {
  name: 'doctor',
  summary: 'check machine, sign-in, rights, names, state and vault',
  description:
    'Looks at everything that a command depends on, all at once and without changing anything: Node.js, the terminal, git, network, certificates and clock; in a project also sign-in, permissions, resource providers, quotas, names, state and vault. Says for each finding what to do. Exit code 1 when there is a problem, else 0: warnings and what could not be checked are no problems. --explore lists the findings to walk through.',
  arguments: [],
  flags: [{ name: 'explore', type: 'boolean', summary: 'walk through the findings and run the commands that mend them; needs a person at a terminal' }],
  json: 'document',
  examples: ['atakora doctor', 'atakora doctor --explore', 'atakora doctor --local', 'atakora doctor --env prod --json', 'atakora doctor --quiet'],
  run: async (context) => (context.flags['explore'] === true && context.options.interactive ? (await import('../platform/browse-doctor.ts')).browseDoctor(context) : runDoctor(context)),
};

async function runDoctor(context: CommandContext): Promise<number> {
  const [{ openDoctor }, { startChecks }, { outcomeText, totalText }] = await Promise.all([import('../platform/doctor/doctor-scene.ts'), import('../platform/doctor/run-doctor.ts'), import('../platform/doctor/doctor-text.ts')]);
  const ended = new AbortController();
  const { options, output } = context;
  if (context.flags['explore'] === true) output.text('--explore needs a person at a terminal: the findings are printed only\n');
  try {
    const scene = await openDoctor(context, AbortSignal.any([context.signal, ended.signal]));
    const outcomes: DoctorOutcome[] = [];
    for (const checked of startChecks(scene)) {
      const outcome = await checked;
      outcomes.push(outcome);
      if (!options.json) output.text(outcomeText(outcome, options));
    }
    const problem = outcomes.some(({ status }) => status === 'problem');
    const facts = scene.opened.kind === 'open' ? scene.opened.session.facts : undefined;
    const document = { schema: 1, ok: !problem, environment: facts?.key ?? null, cloud: facts?.cloud ?? null, local: facts === undefined ? options.local : facts.cloud === 'local', checks: outcomes };
    output.document(document as unknown as Json, () => totalText(outcomes, options));
    return problem ? 1 : 0;
  } finally {
    // What is still waited for (a tool that was asked, a request) has nobody to tell it to.
    ended.abort();
  }
}
