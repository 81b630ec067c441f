/** What an execution did: it entered or left a state, an attempt worked or broke, a Map was split into parts, a part ended. */
export type Happening = { readonly at: string } & (
  | { readonly kind: 'entered' | 'left'; readonly state: string }
  | { readonly kind: 'worked' }
  | { readonly kind: 'broke'; readonly error: string }
  | { readonly kind: 'split'; readonly parts: number }
  | { readonly kind: 'part' }
);
