import { doctorBrowser } from '../browsers/doctor/doctor-browser.ts';
import { driftBrowser } from '../browsers/drift/drift-browser.ts';
import { environmentsBrowser } from '../browsers/environments/environments-browser.ts';
import { settingsBrowser } from '../browsers/environments/settings-browser.ts';
import { historyBrowser } from '../browsers/history/history-browser.ts';
import { secretsBrowser } from '../browsers/secrets/secrets-browser.ts';
import { stateBrowser } from '../browsers/state/state-browser.ts';
import { browserScene } from './browser-scene.ts';
import { illOutcomes } from './sample-doctor.ts';
import { sampleDriftItems, sampleEnvironments, sampleHeld, sampleNames, sampleRuns, sampleSecrets, sampleSettings } from './sample-items.ts';

/** The lists of the program, each with sample items. */
export const browserScenes = {
  secrets: browserScene(secretsBrowser({ environment: 'prod', places: ['kv-shop-prod-weu-k2m4x-01'], isFile: false }), sampleSecrets),
  environments: browserScene(environmentsBrowser('notes'), sampleEnvironments),
  settings: browserScene(settingsBrowser({ project: 'notes', environments: sampleNames, writable: sampleNames, check: () => undefined }), sampleSettings, { cell: ['right', 'right'] }),
  drift: browserScene(driftBrowser('prod'), sampleDriftItems),
  history: browserScene(historyBrowser('prod'), sampleRuns),
  doctor: browserScene(doctorBrowser('notes'), illOutcomes.flatMap(({ check, findings }) => findings.map((finding, index) => ({ id: `${check} ${index}`, check, finding })))),
  state: browserScene(stateBrowser('prod'), sampleHeld),
} as const;
