import { describeStateStore, sampleProject } from '../state/state-store.conformance.fake.ts';
import { createFakeClock, createFakeIds } from './ports.fake.ts';
import { createFakeStateStore, createStateMemory } from './state-store.fake.ts';

describeStateStore('the fake', async () => {
  const memory = createStateMemory();
  const clock = createFakeClock();
  const ids = createFakeIds();
  const open = () => createFakeStateStore({ ...sampleProject, clock, ids, memory });
  return { open, breakLock: async () => open().forgetLock() };
});
