/** The activity log: what was asked to change, newest last. Rows beyond the bound go. */
export const activitySchema = `
create table activity (
  number integer primary key autoincrement,
  at text not null,
  resource text not null,
  resource_group text not null,
  correlation_id text not null,
  caller text not null,
  operation text not null,
  status text not null,
  event text not null
) strict
`;
