import type { ComponentChildren, JSX } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";

/** Pixels. All rows have the same height, so that a list of any length costs the same. */
const ROW = 28;
/** The maximum height that browsers support; Firefox has the lowest limit. */
const HIGHEST = 10_000_000;
/** Rows outside of the visible area. */
const AROUND = 8;

interface VirtualRowsProps {
  readonly label: string;
  readonly role: "listbox" | "tree";
  readonly count: number;
  readonly active: number;
  /** Whether the row's item is shown next to the list. */
  readonly isChosen: (index: number) => boolean;
  readonly onActive: (index: number) => void;
  readonly onOpen: (index: number) => void;
  /** Left and right arrows. */
  readonly onFold?: (index: number, open: boolean) => void;
  readonly attributes?: (index: number) => JSX.HTMLAttributes<HTMLDivElement>;
  readonly children: (index: number) => ComponentChildren;
}

/**
 * A list of any length that draws only the visible rows. If the list is too high for the browser, the scroll bar
 * shows the relative position. It supports the keys of a list box.
 */
export function VirtualRows(props: VirtualRowsProps) {
  const { label, role, count, active, isChosen, onActive, onOpen, onFold, attributes, children } = props;
  const box = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 600 });
  useLayoutEffect(() => {
    const element = box.current as HTMLDivElement;
    const measure = () => setView({ top: element.scrollTop, height: element.clientHeight });
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    element.addEventListener("scroll", measure, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener("scroll", measure);
    };
  }, []);

  const seen = Math.ceil(view.height / ROW);
  const height = Math.min(count * ROW, HIGHEST);
  /** How many rows one pixel of the scroll position stands for. */
  const rate = height < count * ROW ? (count - seen) / (height - view.height) : 1 / ROW;
  const first = Math.min(Math.max(0, view.top * rate), Math.max(0, count - seen + 1));
  const from = Math.max(0, Math.floor(first) - AROUND);
  const to = Math.min(count, Math.ceil(first) + seen + AROUND);

  const move = (index: number) => {
    const next = Math.min(count - 1, Math.max(0, index));
    const element = box.current as HTMLDivElement;
    if (next < first) element.scrollTop = next / rate;
    else if (next > first + seen - 2) element.scrollTop = (next - seen + 2) / rate;
    onActive(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const moves: Record<string, number> = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      PageDown: active + seen,
      PageUp: active - seen,
      Home: 0,
      End: count - 1,
    };
    const to = moves[event.key];
    if (to !== undefined) move(to);
    else if (event.key === "Enter" || event.key === " ") onOpen(active);
    else if (event.key === "ArrowRight") onFold?.(active, true);
    else if (event.key === "ArrowLeft") onFold?.(active, false);
    else return;
    event.preventDefault();
  };
  const rows: JSX.Element[] = [];
  for (let index = from; index < to; index++) {
    rows.push(
      // biome-ignore lint/a11y/useKeyWithClickEvents: the box has the keys.
      // biome-ignore lint/a11y/noStaticElementInteractions: it has a role.
      // biome-ignore lint/a11y/useAriaPropsSupportedByRole: both roles have them.
      <div
        key={index}
        id={`row-${index}`}
        role={role === "tree" ? "treeitem" : "option"}
        tabIndex={-1}
        class={index === active ? "row active" : "row"}
        aria-selected={isChosen(index)}
        aria-setsize={count}
        aria-posinset={index + 1}
        style={{ top: `${view.top + (index - first) * ROW}px`, height: `${ROW}px` }}
        onClick={() => {
          onActive(index);
          onOpen(index);
        }}
        {...attributes?.(index)}
      >
        {children(index)}
      </div>,
    );
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it has a role.
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: both roles have them.
    <div
      ref={box}
      class="rows"
      role={role}
      aria-label={label}
      tabIndex={0}
      aria-activedescendant={active >= from && active < to ? `row-${active}` : undefined}
      onKeyDown={onKeyDown}
    >
      <div style={{ height: `${height}px` }}>{rows}</div>
    </div>
  );
}
