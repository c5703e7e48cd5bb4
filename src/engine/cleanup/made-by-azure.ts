/**
 * The alert rule that Azure makes beside each Application Insights. It stays when that is deleted.
 * @see https://learn.microsoft.com/azure/azure-monitor/alerts/proactive-failure-diagnostics
 */
export function isFailureRule(type: string, name: string): boolean {
  return type.toLowerCase() === 'microsoft.alertsmanagement/smartdetectoralertrules' && decodeURIComponent(name).toLowerCase().startsWith('failure anomalies - ');
}

/** The action group that Azure makes with the first such rule of a group; nobody would miss it. */
export function isDetectionGroup(type: string, name: string): boolean {
  return type.toLowerCase() === 'microsoft.insights/actiongroups' && decodeURIComponent(name).toLowerCase() === 'application insights smart detection';
}
