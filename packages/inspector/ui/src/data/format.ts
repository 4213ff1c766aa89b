const UNITS = ["B", "KiB", "MiB", "GiB", "TiB"];

/** `1.5 GiB` */
export function bytes(amount: number): string {
  const power = amount < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log2(amount) / 10));
  return `${Number((amount / 2 ** (10 * power)).toPrecision(3))} ${UNITS[power]}`;
}

export function count(amount: number): string {
  return amount.toLocaleString("en");
}

/** `2 d 03:04:05`, `03:04:05`, `5.2 s`: for milliseconds. */
export function duration(milliseconds: number): string {
  if (milliseconds < 10_000) return `${(Math.max(0, milliseconds) / 1000).toFixed(1)} s`;
  const seconds = Math.floor(milliseconds / 1000);
  const parts = [Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60, seconds % 60];
  const clock = parts.map((part) => String(part).padStart(2, "0")).join(":");
  const days = Math.floor(seconds / 86_400);
  return days > 0 ? `${days} d ${clock}` : clock;
}

/** In the format of server logs, in local time. */
export function moment(iso: string): string {
  const date = new Date(iso);
  const pad = (part: number) => String(part).padStart(2, "0");
  const day = [date.getFullYear(), pad(date.getMonth() + 1), pad(date.getDate())].join("-");
  return `${day} ${[date.getHours(), date.getMinutes(), date.getSeconds()].map(pad).join(":")}`;
}

/** A figure of a chart: at most three significant digits. */
export function figure(value: number): string {
  if (value >= 1000) return count(Math.round(value));
  return String(Number(value.toPrecision(3)));
}
