import { startLocalServer } from './local-server-process.ts';
import { worldServed } from './sdk-worlds.ts';
import { describeSdkConformance } from './sdk-suite.ts';

describeSdkConformance('over HTTPS', async () => worldServed(await startLocalServer()));
