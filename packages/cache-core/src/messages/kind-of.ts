/** Returns the type of a value in words, without its content: for messages about settings, which may contain passwords. */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value !== "object") return `a ${typeof value}`;
  if (Array.isArray(value)) return "a list";
  const { name } = Object.getPrototypeOf(value)?.constructor ?? Object;
  if (name !== "Object" && name !== "") return `a ${name}`;
  return Object.keys(value).length === 0 ? "an empty object" : "an object";
}
