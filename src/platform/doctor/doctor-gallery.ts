import type { DoctorOutcome } from '../../model/doctor.ts';
import { illOutcomes, wellOutcomes } from '../../ui/gallery/sample-doctor.ts';
import type { Scene, SceneLook } from '../../ui/gallery/scene.ts';
import { outcomeText, totalText } from './doctor-text.ts';
import type { ReportLook } from './doctor-text.ts';

/** What `doctor` prints, for the gallery. */
export const doctorScene: Scene = {
  name: 'printed-doctor',
  title: 'the report of doctor',
  kind: 'printed',
  load: async () => ({
    states: [
      { name: 'problems', lines: (look) => report(illOutcomes, look) },
      { name: 'well', lines: (look) => report(wellOutcomes, look) },
    ],
  }),
};

function report(outcomes: readonly DoctorOutcome[], { surface, options }: SceneLook): readonly string[] {
  const look: ReportLook = { width: surface.width, color: options.color ?? false, ascii: surface.glyphs.ellipsis === '...', screenReader: surface.spoken, verbosity: 'normal' };
  return `${outcomes.map((outcome) => outcomeText(outcome, look)).join('')}${totalText(outcomes, look)}`.trimEnd().split('\n');
}
