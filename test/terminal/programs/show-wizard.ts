import { runWizard } from '../../../src/ui/ink/wizard/run-wizard.tsx';
import { sampleFiles, sampleSources } from '../../../src/ui/gallery/sample-wizard.ts';
import { unicodeGlyphs } from '../../../src/ui/text/glyphs.ts';

/** Runs the wizard on the screen and prints the answers. */
export async function showSampleWizard(): Promise<number> {
  const answers = await runWizard({
    ...sampleSources,
    stdin: process.stdin,
    stdout: process.stdout,
    given: {},
    files: sampleFiles,
    glyphs: unicodeGlyphs,
    color: true,
  });
  process.stdout.write(`${JSON.stringify(answers)}\n`);
  return answers === 'cancelled' ? 130 : 0;
}
