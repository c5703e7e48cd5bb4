/**
 * `results`: answers that a poll at `operationresults` still gets; they go a day after. `secure_outputs`: what nested deployments hand to
 * the running deployment around them.
 */
export const deploymentsSchema = `
create table results (
  token text primary key,
  ready_at text not null,
  status integer not null,
  body text
) strict;

create table secure_outputs (
  deployment text primary key,
  parent text not null,
  outputs text not null
) strict`;
