/** `secret_moves`: secrets on their way out or back; until that moment they are in neither place. Names in lower case. */
export const vaultSchema = `
create table secret_moves (
  vault text not null,
  name text not null,
  kind text not null,
  until text not null,
  primary key (vault, name)
) strict
`;
