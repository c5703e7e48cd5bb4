import type { KindMaker } from '../kind-maker.ts';
import { appsetting } from './appsetting.ts';
import { authsettingsV2 } from './authsettings-v2.ts';
import { certificate } from './certificate.ts';
import { configAppsetting } from './config-appsetting.ts';
import { connectionstring } from './connectionstring.ts';
import { hostNameBinding } from './host-name-binding.ts';
import { log } from './log.ts';
import { metadata } from './metadata.ts';
import { slot } from './slot.ts';
import { slotconfigname } from './slotconfigname.ts';
import { staticSiteConfigAppsetting } from './static-site-config-appsetting.ts';
import { staticSite } from './static-site.ts';
import { web } from './web.ts';

/** Kinds of this folder, in the order of their files. */
export const webKinds: readonly KindMaker[] = [
  appsetting,
  authsettingsV2,
  certificate,
  configAppsetting,
  connectionstring,
  hostNameBinding,
  log,
  metadata,
  slot,
  slotconfigname,
  staticSiteConfigAppsetting,
  staticSite,
  web,
];
