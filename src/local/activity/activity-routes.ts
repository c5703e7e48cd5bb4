import type { Json, JsonObject } from '../../model/json.ts';
import { resourceIdKey } from '../../arm/resource-id.ts';
import type { ArmCall } from '../arm/arm-call.ts';
import { onePage } from '../arm/paging.ts';
import { notSupported } from '../arm/refusals.ts';
import type { LocalContext } from '../context.ts';
import { refuse } from '../refusal.ts';
import type { LocalResponse } from '../request.ts';
import { answer } from '../request.ts';

/** Events on one page. */
const pageSize = 200;

/** Fields of a filter and the columns behind them. */
const columns: Readonly<Record<string, string>> = {
  resourcegroupname: 'resource_group',
  resourceid: 'resource',
  resourceuri: 'resource',
  correlationid: 'correlation_id',
  caller: 'caller',
  status: 'status',
};

/**
 * `GET …/providers/Microsoft.Insights/eventtypes/management/values`: the activity log, newest first.
 * @see https://learn.microsoft.com/rest/api/monitor/activity-logs/list
 */
export function routeActivity(context: LocalContext, call: ArmCall): LocalResponse | undefined {
  const low = call.segments.map((segment) => segment.toLowerCase());
  if (low.at(-5) !== 'providers' || low.at(-4) !== 'microsoft.insights' || low.at(-3) !== 'eventtypes' || low.at(-2) !== 'management' || low.at(-1) !== 'values') return undefined;
  if (call.method !== 'GET') throw notSupported(call.method);
  const { where, values } = conditionOf(call.query.get('$filter') ?? '');
  const rows = context.db.all(`select event from activity where at <= ?${where} order by at desc, number desc`, context.at, ...values);
  const select = call.query.get('$select')?.split(',').map((name) => name.trim());
  const page = onePage(call, rows, pageSize);
  return answer(200, { value: page.items.map((row) => selected(JSON.parse(String(row['event'])) as JsonObject, select)), ...page.next });
}

function conditionOf(filter: string): { readonly where: string; readonly values: readonly string[] } {
  const values: string[] = [];
  let where = '';
  for (const clause of filter.split(/\s+and\s+/i).filter((part) => part.trim() !== '')) {
    const [, field = '', operator = '', value = ''] = /^\s*(\w+)\s+(eq|ge|le|gt|lt)\s+'?([^']*)'?\s*$/i.exec(clause) ?? [];
    const name = field.toLowerCase();
    if (name === 'eventtimestamp') {
      if (Number.isNaN(Date.parse(value))) throw invalidFilter(filter);
      where += ` and at ${signs[operator.toLowerCase()] ?? '='} ?`;
      values.push(new Date(Date.parse(value)).toISOString());
    } else if (name === 'resourceprovider') {
      where += ' and lower(operation) like ?';
      values.push(`${value.toLowerCase()}/%`);
    } else if (columns[name] !== undefined) {
      where += ` and lower(${columns[name]}) = ?`;
      values.push(name.startsWith('resource') ? resourceIdKey(value) : value.toLowerCase());
    } else if (name !== 'eventchannels' && name !== 'levels') {
      throw invalidFilter(filter);
    }
  }
  return { where, values };
}

const signs: Readonly<Record<string, string>> = { ge: '>=', le: '<=', gt: '>', lt: '<', eq: '=' };

function invalidFilter(filter: string) {
  return refuse(400, 'BadRequest', `The filter '${filter}' is not supported.`);
}

function selected(event: JsonObject, names: readonly string[] | undefined): Json {
  if (names === undefined) return event;
  const wanted = new Set(names.map((name) => name.toLowerCase()));
  return Object.fromEntries(Object.entries(event).filter(([key]) => wanted.has(key.toLowerCase())));
}
