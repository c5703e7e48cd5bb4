import { describe, expect, it } from 'vitest';
import { createPassphraseCipher, type PassphraseOptions } from './passphrase-cipher.ts';
import type { StateCipher } from './state-cipher.ts';
import { acquire, sampleEntry, sampleState, type StateStoreSubject } from './state-store.conformance.fake.ts';

/** A cipher that is quick to derive. */
export function testCipher(passphrase = 'correct horse', changes: Partial<PassphraseOptions> = {}): StateCipher {
  return createPassphraseCipher({ passphrase: () => Promise.resolve(passphrase), cost: 4, ...changes });
}

/** What every store must do that encrypts. */
export function describeSealedStore(name: string, makeSubject: () => Promise<StateStoreSubject>): void {
  async function written(cipher?: StateCipher): Promise<StateStoreSubject> {
    const subject = await makeSubject();
    const lock = await acquire(subject.open(cipher));
    await lock.write(sampleState(1));
    await lock.write(sampleState(2));
    await lock.append(sampleEntry(1));
    await lock.release();
    return subject;
  }
  const stored = async (subject: StateStoreSubject): Promise<string> => [...((await subject.stored?.()) ?? [])].map(([path, text]) => `${path}: ${text}`).join('\n');

  describe(`${name} with a passphrase`, () => {
    it('lets nothing of state, history and journal be read without it', async () => {
      const plain = await stored(await written());
      expect(plain).toContain('stone');
      expect(plain).toContain('main/owner/resource1');
      const sealed = await stored(await written(testCipher()));
      for (const secret of ['stone', 'resource1', 'westeurope', 'subscriptions', 'correct horse']) {
        expect(sealed).not.toContain(secret);
      }
    });

    it('refuses another passphrase, and none, by name', async () => {
      const subject = await written(testCipher());
      for (const cipher of [testCipher('wrong'), undefined]) {
        const store = subject.open(cipher);
        await expect(store.read()).rejects.toMatchObject({ code: 'ATK1713' });
        await expect(store.readJournal()).rejects.toMatchObject({ code: 'ATK1713' });
        await expect(store.readVersion(1)).rejects.toMatchObject({ code: 'ATK1713' });
        const lock = await acquire(store);
        await expect(lock.write(sampleState(3))).rejects.toMatchObject({ code: 'ATK1713' });
        await expect(lock.append(sampleEntry(2))).rejects.toMatchObject({ code: 'ATK1713' });
        await lock.release();
      }
      const store = subject.open(testCipher());
      expect([await store.read(), await store.readVersion(1), await store.readJournal()]).toEqual([sampleState(2), sampleState(1), [sampleEntry(1)]]);
    });

    it('refuses a state that is not encrypted, unless it is being turned on', async () => {
      const subject = await written();
      await expect(subject.open(testCipher()).read()).rejects.toMatchObject({ code: 'ATK1714' });
      const store = subject.open(testCipher('correct horse', { acceptPlain: true }));
      const lock = await acquire(store);
      expect(await store.readJournal()).toEqual([sampleEntry(1)]);
      await lock.write(sampleState(3));
      expect(await lock.recode()).toBe(3);
      await lock.release();
      expect(await stored(subject)).not.toContain('stone');
      expect(await subject.open(testCipher()).readVersion(1)).toEqual(sampleState(1));
    });

    it('is given another passphrase by writing all again; the former one opens nothing after that', async () => {
      const subject = await written(testCipher('old'));
      const both = subject.open(testCipher('new', { previous: () => Promise.resolve('old') }));
      const lock = await acquire(both);
      await lock.write(sampleState(3));
      expect(await lock.recode()).toBe(3);
      await lock.release();
      const fresh = subject.open(testCipher('new'));
      expect([await fresh.read(), await fresh.readVersion(1), await fresh.readVersion(2)]).toEqual([sampleState(3), sampleState(1), sampleState(2)]);
      await expect(subject.open(testCipher('old')).read()).rejects.toMatchObject({ code: 'ATK1713' });
      await expect(subject.open(testCipher('old')).readVersion(1)).rejects.toMatchObject({ code: 'ATK1713' });
    });

    it('is turned off by writing all again', async () => {
      const subject = await written(testCipher());
      const lock = await acquire(subject.open(testCipher('correct horse', { writePlain: true })));
      await lock.write(sampleState(3));
      expect(await lock.recode()).toBe(3);
      await lock.release();
      const plain = subject.open();
      expect([await plain.read(), await plain.readVersion(1)]).toEqual([sampleState(3), sampleState(1)]);
    });

    it('keeps one salt a state and a nonce a document', async () => {
      const texts = [...((await (await written(testCipher())).stored?.()) ?? [])].map(([, text]) => text).join('\n');
      const all = (field: string): readonly string[] => [...texts.matchAll(new RegExp(`"${field}":"([^"]+)"`, 'g'))].map((found) => found[1] ?? '');
      expect(all('nonce').length).toBe(3);
      expect(new Set(all('nonce')).size).toBe(3);
      expect(new Set(all('salt')).size).toBe(1);
    });
  });
}
