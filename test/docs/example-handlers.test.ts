import { describe, expect, it, vi } from 'vitest';
import { handler as summary } from '../../examples/feedback-api/atakora/summary/handler.ts';
import { handler as describeUpload } from '../../examples/uploads/atakora/describe-upload/handler.ts';
import { expire } from '../../examples/uploads/atakora/expire-uploads/handler.ts';
import { handler as requestUpload } from '../../examples/uploads/atakora/request-upload/handler.ts';
import type { Upload } from '../../examples/uploads/atakora/upload.ts';

const announced: Upload = { id: '1', owner: 'anna', fileName: 'a.pdf', status: 'announced', announcedAt: '2026-01-01T00:00:00.000Z' };

describe('handlers of the examples', () => {
  it('sum up the feedback of a book', async () => {
    vi.stubEnv('SUMMARY_MAX_AGE_SECONDS', '60');
    const items = [4, 5, 5, 9].map((rating) => ({ rating }));
    const reply = await summary({ params: { book: 'dune' } }, { extraInputs: { get: () => items } });
    expect(reply).toEqual({ status: 200, headers: { 'cache-control': 'public, max-age=60' }, jsonBody: { book: 'dune', count: 3, average: 4.7, ratings: { 1: 0, 2: 0, 3: 0, 4: 1, 5: 2 } } });
    expect((await summary({ params: {} }, { extraInputs: { get: () => undefined } })).status).toBe(400);
  });

  it('take down an upload and refuse one that says too little', async () => {
    vi.stubEnv('LARGEST_FILE_BYTES', '1000');
    vi.stubEnv('INCOMING_URL', 'https://blobs.example.com/incoming');
    const written: Upload[] = [];
    const context = { extraOutputs: { set: (_name: 'upload', value: Upload) => void written.push(value) } };
    const reply = await requestUpload({ json: async () => ({ owner: 'anna', fileName: 'a.pdf', bytes: 10 }) }, context);
    expect(reply).toEqual({ status: 201, jsonBody: { id: written[0]?.id, putTo: `https://blobs.example.com/incoming/anna/${written[0]?.id}` } });
    for (const body of [{}, { owner: 'anna', fileName: 'a.pdf', bytes: 1001 }, { owner: '../x', fileName: 'a', bytes: 1 }]) {
      expect((await requestUpload({ json: async () => body }, context)).status).toBe(400);
    }
    expect((await requestUpload({ json: () => Promise.reject(new SyntaxError('no JSON')) }, context)).status).toBe(400);
    expect(written).toHaveLength(1);
  });

  it('file a clean upload with what its bytes say', async () => {
    const file = Buffer.from('%PDF-1.7');
    const written = new Map<string, unknown>();
    await describeUpload(announced, {
      extraInputs: { get: (name) => (name === 'file' ? file : announced) },
      extraOutputs: { set: (name, value) => void written.set(name, value) },
      warn: () => undefined,
    });
    expect(written.get('document')).toBe(file);
    expect(written.get('upload')).toMatchObject({ id: '1', status: 'filed', mediaType: 'application/pdf', bytes: 8 });
  });

  it('forget what was announced too long ago, and nothing else', () => {
    const now = Date.parse('2026-01-02T00:00:00.001Z');
    expect(expire([announced, { ...announced, status: 'filed' }, { ...announced, announcedAt: '2026-01-01T12:00:00.000Z' }], now, 24)).toEqual([{ ...announced, status: 'expired' }]);
  });
});
