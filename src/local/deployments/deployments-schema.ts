/** `results`: answers that a poll at `operationresults` still gets; they go a day after. */
export const deploymentsSchema = `
create table results (
  token text primary key,
  ready_at text not null,
  status integer not null,
  body text
) strict`;
