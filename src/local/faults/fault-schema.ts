/** How often each rule met a matching case, and how often it acted; by the rule's text. */
export const faultSchema = `
create table fault_counts (
  rule text primary key,
  met integer not null,
  acted integer not null
) strict;
`;
