/** Packages that were published to apps (by the app's key), and when it was last started anew and how often it fetched its secrets. Of a package the world keeps hash and size. */
export const siteSchema = `
create table packages (
  site text not null,
  id text not null,
  number integer not null,
  sha256 text not null,
  size integer not null,
  remote_build integer not null,
  deployer text not null,
  received_at text not null,
  ready_at text not null,
  primary key (site, id)
) strict;

create table site_states (
  site text primary key,
  restarts integer not null,
  restarted_at text,
  refreshes integer not null default 0
) strict;
`;
