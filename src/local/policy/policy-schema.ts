/** What the last write of each resource meant to each policy that governs it. */
export const policySchema = `
create table policy_states (
  resource text not null,
  assignment text not null,
  definition text not null,
  state text not null,
  effect text not null,
  set_definition text not null,
  reference text not null,
  resource_id text not null,
  at text not null,
  primary key (resource, assignment, definition, reference)
) strict
`;
