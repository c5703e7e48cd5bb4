import { accessSchema } from '../access/access-schema.ts';
import { activitySchema } from '../activity/activity-schema.ts';
import { deletedSchema } from '../deleted/deleted-schema.ts';
import { deploymentsSchema } from '../deployments/deployments-schema.ts';
import { faultSchema } from '../faults/fault-schema.ts';
import { policySchema } from '../policy/policy-schema.ts';
import { siteSchema } from '../site/site-schema.ts';
import { vaultSchema } from '../vault/vault-schema.ts';

/** Grows when the tables change; a world of another version is refused, since it can be thrown away. */
export const schemaVersion = 5;

/**
 * Tables of a world. Keys are resource ids in lower case, times are ISO 8601 UTC with milliseconds, so that both order as text.
 * JSON stands in text columns. `events` is what is still to happen: the next request of any process plays what is due.
 */
export const schema = `
create table resources (
  key text primary key,
  id text not null,
  type text not null,
  api_version text not null,
  sent text not null,
  body text not null,
  created_at text not null,
  changed_at text not null,
  ready_at text not null,
  verb text not null,
  deleting_until text
) strict;
create index resources_by_type on resources (type, key);

create table claims (
  type text not null,
  name text not null,
  key text not null,
  primary key (type, name)
) strict;

create table providers (
  namespace text primary key,
  ready_at text not null
) strict;

create table deployments (
  key text primary key,
  id text not null,
  name text not null,
  scope text not null,
  location text,
  request text not null,
  tags text not null,
  correlation_id text not null,
  token text not null,
  accepted_at text not null,
  changed_at text not null,
  state text not null,
  view text not null,
  result text,
  parent_key text,
  parent_row integer
) strict;

create table operations (
  deployment text not null,
  row integer not null,
  resource text not null,
  operation_id text not null,
  state text not null,
  started_at text,
  changed_at text,
  status_code text,
  target text,
  error text,
  primary key (deployment, row)
) strict;

create table events (
  number integer primary key autoincrement,
  at text not null,
  kind text not null,
  subject text not null,
  row integer not null
) strict;
create index events_by_time on events (at, number);

create table secrets (
  vault text not null,
  name text not null,
  version text not null,
  number integer not null,
  value text not null,
  content_type text,
  attributes text not null,
  tags text,
  deleted_at text,
  primary key (vault, name, version)
) strict;
create index secrets_by_name on secrets (vault, name collate nocase, number);
create index secrets_by_deletion on secrets (vault, deleted_at) where deleted_at is not null;
${[accessSchema, activitySchema, policySchema, vaultSchema, deploymentsSchema, faultSchema, siteSchema, deletedSchema].join(';')}
`;
