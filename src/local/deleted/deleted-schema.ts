/** What stays recoverable after its deletion; until `purge_at` it holds its name. `key` is the id in lower case. */
export const deletedSchema = `
create table deleted_resources (
  key text primary key,
  type text not null,
  name text not null,
  id text not null,
  location text not null,
  deleted_at text not null,
  purge_at text not null,
  resource text not null
) strict
`;
