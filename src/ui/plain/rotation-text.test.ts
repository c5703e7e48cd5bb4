import { describe, expect, it } from 'vitest';
import type { Address } from '../../model/address.ts';
import type { EngineEvent } from '../../model/event.ts';
import type { RotationStatus } from '../../model/rotation.ts';
import { displayWidth } from '../text/display-width.ts';
import { asciiGlyphs } from '../text/glyphs.ts';
import { rotationLines } from './rotation-text.ts';
import { createSurface } from './text-surface.ts';

type Told = Extract<EngineEvent, { readonly type: 'rotations' | 'rotation' | 'consumer' }>;

const address = 'main/functions.main/app' as Address;
const secret = 'PAYMENT_PROVIDER_KEY';
const version = '0123456789abcdef0123456789abcdef';
const statuses: readonly RotationStatus[] = ['started', 'resumed', 'written', 'current', 'replaced', 'disabled', 'restored', 'rolled-back', 'stuck', 'overtaken', 'interrupted', 'failed'];
const events: readonly Told[] = [
  { type: 'rotations', items: [{ secret, vaultName: 'X', reason: 'due', value: 'input', ageDays: 91, everyDays: 90, apps: [address], command: `atakora secrets rotate ${secret} --env prod` }, { secret, vaultName: 'X', reason: 'grace', value: 'none', apps: [] }] },
  ...statuses.map((status): Told => ({ type: 'rotation', secret, status, version, until: '2026-10-14T16:00:00.123Z', because: 'a reason that takes some words' })),
  { type: 'consumer', secret, address, status: 'refreshed' },
  { type: 'consumer', secret, address, status: 'absent' },
  { type: 'consumer', secret, address, status: 'left' },
  { type: 'consumer', secret, address, status: 'asked', health: { kind: 'failing', why: 'the key is not known' } },
  { type: 'consumer', secret, address, status: 'asked', health: { kind: 'unchecked', why: 'not run (local)' } },
];
const lines = (event: Told, width: number, verbosity: 'quiet' | 'normal' = 'normal') => rotationLines(event, createSurface({ width, glyphs: asciiGlyphs }), verbosity);

describe('the lines of a rotation', () => {
  it('fit 40 columns and say something of every event', () => {
    for (const event of events) {
      const told = lines(event, 40);
      expect(told.length).toBeGreaterThan(0);
      for (const line of told) expect(displayWidth(line), line).toBeLessThanOrEqual(40);
    }
  });

  it('say what is due, why, and what to type', () => {
    expect(lines(events[0] ?? expect.fail(), 100)).toEqual([
      `~ ${secret}: due, 91 days old, due every 90 days; needs a value from you: atakora secrets`,
      `    rotate ${secret} --env prod; restarts main/functions.main/app`,
      `~ ${secret}: older versions are to be disabled, their grace is over`,
    ]);
  });

  it('say until when an earlier version can be read, and name versions by their first digits', () => {
    expect(lines({ type: 'rotation', secret: 'KEY', status: 'replaced', version, until: '2026-10-14T16:00:00.123Z' }, 100)).toEqual([`. KEY: version 01234567 can be read until 2026-10-14T16:00:00Z, then \`secrets rotate --due\` disables`, '    it']);
  });

  it('that are quiet are results and trouble', () => {
    const quiet = events.filter((event) => lines(event, 100, 'quiet').length > 0);
    expect(quiet.flatMap((event) => (event.type === 'rotation' || event.type === 'consumer' ? [event.status] : []))).toEqual(['current', 'restored', 'rolled-back', 'stuck', 'overtaken', 'interrupted', 'failed', 'asked']);
  });
});
