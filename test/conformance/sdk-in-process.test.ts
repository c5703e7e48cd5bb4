import { worldInProcess } from './sdk-worlds.ts';
import { describeSdkConformance } from './sdk-suite.ts';

describeSdkConformance('in process', () => Promise.resolve(worldInProcess()));
