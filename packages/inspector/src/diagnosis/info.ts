import type { Connection } from "@coffer/cache-core";

/** The values of INFO, by name: `redis_version`, `used_memory`, ... */
export type Info = ReadonlyMap<string, string>;

export async function readInfo(connection: Connection): Promise<Info> {
  const text = String(await connection.send("INFO", []));
  const lines = text.split("\r\n").filter((line) => line.includes(":"));
  return new Map(lines.map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1)]));
}

export function numberIn(info: Info, name: string): number {
  return Number(info.get(name) ?? 0);
}

/** `1.5 GiB`, for people. */
export function bytes(amount: number): string {
  const units = ["B", "KiB", "MiB", "GiB", "TiB"];
  const power = Math.min(units.length - 1, amount < 1 ? 0 : Math.floor(Math.log2(amount) / 10));
  return `${Number((amount / 2 ** (10 * power)).toPrecision(3))} ${units[power]}`;
}
