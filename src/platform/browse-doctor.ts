import type { DoctorOutcome } from '../model/doctor.ts';
import type { DoctorItem } from '../ui/browsers/doctor/doctor-browser.ts';
import { doctorBrowser } from '../ui/browsers/doctor/doctor-browser.ts';
import { browse } from './browse.ts';
import type { CommandContext } from './command-context.ts';
import { openDoctor } from './doctor/doctor-scene.ts';
import { checkTitles } from './doctor/doctor-text.ts';
import { startChecks } from './doctor/run-doctor.ts';

/**
 * Lets a person walk through what the doctor finds; everything is looked at anew whenever the screen opens, and shown as it comes in. Returns
 * the exit code: 1 when the last look found a problem, else 0.
 */
export async function browseDoctor(context: CommandContext): Promise<number> {
  let last: readonly DoctorItem[] = [];
  await browse(context, {
    browser: doctorBrowser(context.options.environment ?? 'this machine and project'),
    load: async (tell, signal) => {
      const ended = new AbortController();
      try {
        const scene = await openDoctor(context, AbortSignal.any([signal, ended.signal]));
        last = [];
        for (const checked of startChecks(scene)) {
          last = [...last, ...itemsOf(await checked)];
          tell(last);
        }
        return last;
      } finally {
        ended.abort();
      }
    },
  });
  return last.some(({ finding }) => finding.status === 'problem') ? 1 : 0;
}

function itemsOf({ check, findings }: DoctorOutcome): readonly DoctorItem[] {
  return findings.map((finding, index) => ({ id: `${check} ${index}`, check: checkTitles[check], finding }));
}
