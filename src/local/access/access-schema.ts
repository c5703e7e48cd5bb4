/**
 * Tables of identities. `principals` holds users, service principals and the groups and identities that somebody announced; managed
 * identities are read from the resources that carry them. Secrets stand as salted hashes. `access_keys` holds the key that signs
 * tokens, `deployment_callers` who started a deployment, unless it was the owner.
 */
export const accessSchema = `
create table principals (
  object_id text primary key,
  client_id text unique,
  kind text not null,
  display_name text not null,
  secret_salt text,
  secret_hash text,
  created_at text not null
) strict;

create table access_keys (
  name text primary key,
  value text not null
) strict;

create table deployment_callers (
  deployment text primary key,
  caller text not null
) strict;

create index resources_by_identity on resources (json_extract(body, '$.identity.principalId'))
`;
