import { describe, expect, it } from 'vitest';
import type { DriftFinding } from '../model/drift.ts';
import { driftRisk } from './drift-risk.ts';

const edit = (path: string, more: Partial<DriftFinding> = {}): DriftFinding => ({ path, kind: 'change', origin: 'edit', certainty: 'certain', ...more });
const kind = { holdsData: false, immutable: [{ path: 'properties.addressSpace', why: 'x' }, { path: 'location', why: 'x' }], interrupting: ['properties.siteConfig'] };
const keeper = { ...kind, holdsData: true };
const changed = (...findings: readonly DriftFinding[]) => ({ status: 'changed', findings }) as const;

describe('what is at stake with drift', () => {
  it('is data that is gone with what was deleted or made again', () => {
    expect(driftRisk({ status: 'missing', findings: [] }, keeper)).toBe('data-gone');
    expect(driftRisk({ status: 'made-again', findings: [] }, keeper)).toBe('data-gone');
    expect(driftRisk({ status: 'missing', findings: [] }, kind)).toBe('none');
  });

  it('is a replacement where a value cannot be changed back in place, and the loss of what it would take along', () => {
    expect(driftRisk(changed(edit('tags.a'), edit('properties.addressSpace.addressPrefixes[0]')), kind)).toBe('revert-replaces');
    expect(driftRisk(changed(edit('location')), keeper)).toBe('revert-loses-data');
  });

  it('is an interruption by paths below those of the type, elements of lists too', () => {
    expect(driftRisk(changed(edit('properties.siteConfig.appSettings[name=A].value')), kind)).toBe('revert-interrupts');
    expect(driftRisk(changed(edit('properties.siteConfiguration')), kind)).toBe('none');
  });

  it('is nothing for values that are left to others or are a change of your own, and for types that nobody knows', () => {
    expect(driftRisk(changed(edit('location', { ignored: true }), edit('location', { origin: 'your-change' })), keeper)).toBe('none');
    expect(driftRisk(changed(edit('location')), undefined)).toBe('none');
  });
});
