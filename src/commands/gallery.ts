import type { Command } from '../platform/command.ts';

export const gallery: Command = {
  name: 'gallery',
  summary: 'show every screen of this program with sample data',
  description: 'For whoever works on Atakora. Without a scene: lists them. With one: shows it, to be used with keys where it has any. Reads no project and asks Azure nothing.',
  arguments: [{ name: 'SCENE', required: false, summary: 'what to show' }],
  flags: [
    { name: 'all', type: 'boolean', summary: 'print every picture, one after the other' },
    { name: 'mode', type: 'string', multiple: true, value: 'MODE', summary: 'unicode, ascii, screen-reader, no-color or reduced-motion; prints pictures' },
    { name: 'width', type: 'string', value: 'N', summary: 'columns of the window, 20 to 400; prints pictures' },
    { name: 'height', type: 'string', value: 'N', summary: 'rows of the window, 5 to 200; prints pictures' },
  ],
  json: 'document',
  examples: ['atakora gallery', 'atakora gallery explorer', 'atakora gallery explorer --width 40', 'atakora gallery --all --mode ascii'],
  run: async (context) => (await import('../platform/show-gallery.ts')).showGallery(context),
};
