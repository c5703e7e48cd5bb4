import { describeStateLocks } from '../state/state-locks.conformance.fake.ts';
import { describeStateStore, sampleProject, type StateStoreSubject } from '../state/state-store.conformance.fake.ts';
import { createFakeClock, createFakeIds } from './ports.fake.ts';
import { createFakeStateStore, createStateMemory } from './state-store.fake.ts';

const subject = async (): Promise<StateStoreSubject> => {
  const memory = createStateMemory();
  const clock = createFakeClock();
  const ids = createFakeIds();
  const open = () => createFakeStateStore({ ...sampleProject, clock, ids, memory });
  return { open, breakLock: async () => open().forgetLock() };
};

describeStateStore('the fake', subject);
describeStateLocks('the fake', subject);
