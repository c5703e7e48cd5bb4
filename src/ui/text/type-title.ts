/** A word for people for an ARM type, such as `storage account`; undefined when unknown. Given by whoever knows the resource kinds. */
export type TitleOfType = (type: string) => string | undefined;

/** The word that a catalogue has for a type, else one made of the type's last segment: `Microsoft.Web/serverFarms` → `server farm`. */
export function typeTitle(type: string, titleOf?: TitleOfType): string {
  const known = titleOf?.(type);
  if (known !== undefined) {
    return known;
  }
  const last = type.slice(type.lastIndexOf('/') + 1);
  const words = last.replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
  return words.replace(/ies$/, 'y').replace(/sses$/, 'ss').replace(/([^s])s$/, '$1');
}
