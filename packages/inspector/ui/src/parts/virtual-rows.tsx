import type { ComponentChildren, JSX } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";

/** Pixels. All rows are as high, which is what makes a list of any length cost the same. */
const ROW = 28;
/** A browser lays out nothing higher than this; Firefox is the first to stop. */
const HIGHEST = 10_000_000;
/** Rows beside those that can be seen. */
const AROUND = 8;

interface VirtualRowsProps {
  readonly label: string;
  readonly role: "listbox" | "tree";
  readonly count: number;
  readonly active: number;
  /** Whether what the row stands for is shown beside the list. */
  readonly isChosen: (index: number) => boolean;
  readonly onActive: (index: number) => void;
  readonly onOpen: (index: number) => void;
  /** Left and right arrows. */
  readonly onFold?: (index: number, open: boolean) => void;
  readonly attributes?: (index: number) => JSX.HTMLAttributes<HTMLDivElement>;
  readonly children: (index: number) => ComponentChildren;
}

/**
 * A list of any length, of which only the rows are drawn that can be seen. In a list that is too high for the browser the scroll bar stands for
 * the place in it, as a part of the whole. The keys of a list box work.
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
  /** Rows that have been scrolled away, for each pixel. */
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
