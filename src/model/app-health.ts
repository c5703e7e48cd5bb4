/** What an app says of itself. `starting`: ask again later. `unchecked`: nobody could tell, which is not healthy. */
export type AppHealth = { readonly kind: 'running'; readonly version: string } | { readonly kind: 'starting' | 'failing' | 'unchecked'; readonly why: string };
