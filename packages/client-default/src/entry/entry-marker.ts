const NAME = /^[a-z]{4}$/;

/** The owner of each name. */
const owners = new Map<string, string>();

/**
 * The six bytes at the start of a layer's header: `\x01herd:`. No serializer's or compressor's format begins like
 * this, nor does an integer. All names are registered here, so that layers do not confuse their headers.
 * @param name four lower-case letters.
 * @param owner the package of the layer.
 * @throws Error if another package has registered the name.
 */
export function entryMarker(name: string, owner: string): string {
  if (!NAME.test(name)) throw new Error(`entryMarker: the name must be four lower-case letters, got ${name}`);
  const other = owners.get(name) ?? owner;
  if (other !== owner) throw new Error(`entryMarker: the name ${name} is taken by ${other}`);
  owners.set(name, owner);
  return `\x01${name}:`;
}
