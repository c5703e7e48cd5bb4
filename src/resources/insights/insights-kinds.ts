import type { KindMaker } from '../kind-maker.ts';
import { actionGroup } from './action-group.ts';
import { activityLogAlert } from './activity-log-alert.ts';
import { autoscalesetting } from './autoscalesetting.ts';
import { dataCollectionEndpoint } from './data-collection-endpoint.ts';
import { dataCollectionRule } from './data-collection-rule.ts';
import { metricAlert } from './metric-alert.ts';
import { scheduledQueryRule } from './scheduled-query-rule.ts';
import { workbook } from './workbook.ts';

/** Kinds of this folder, in the order of their files. */
export const insightsKinds: readonly KindMaker[] = [
  actionGroup,
  activityLogAlert,
  autoscalesetting,
  dataCollectionEndpoint,
  dataCollectionRule,
  metricAlert,
  scheduledQueryRule,
  workbook,
];
