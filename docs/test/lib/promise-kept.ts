/** Lines may be broken elsewhere than they were printed, so that comments fit a page. */
const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim();

/**
 * Whether what was printed is what a comment says. `…` in it stands for anything; behind a colon may follow what it means.
 */
export function promiseKept(promised: string, printed: string): boolean {
  const [comment, line] = [oneLine(promised), oneLine(printed)];
  if (line !== "" && (comment.startsWith(`${line}: `) || comment.startsWith(`${line}：`))) return true;
  const pattern = comment
    .split("…")
    .map((part) => part.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&"))
    .join(".*");
  return new RegExp(`^${pattern}$`).test(line);
}
