/** The stack's name, from the path of its temporary roles: `/trailwarden/<stack>/`. */
export const stackOf = ({ rolePath }: { readonly rolePath: string }): string => rolePath.split('/')[2] ?? '';
