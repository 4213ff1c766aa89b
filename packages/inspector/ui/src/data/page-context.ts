import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { PageFacts } from "./api.js";

/** What all pages share: the caches, the selected one, and whether it may be written to. */
interface PageState extends PageFacts {
  readonly cache: string;
}

export const PageContext = createContext<PageState>({ aliases: [], mayWrite: false, token: null, cache: "" });

export function usePage(): PageState {
  return useContext(PageContext);
}

/** The props of a page. */
export interface PageProps {
  readonly query: Readonly<Record<string, string>>;
}
