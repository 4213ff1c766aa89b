import { useEffect, useState } from "preact/hooks";

/**
 * A view of the page, in the hash of its address: `#/keys?cache=default&key=user:1`. It can be bookmarked, shared and
 * returned to.
 */
export interface Route {
  readonly page: string;
  readonly query: Readonly<Record<string, string>>;
}

export function useRoute(): Route {
  const [route, setRoute] = useState(current);
  useEffect(() => {
    const follow = () => setRoute(current());
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);
  return route;
}

function current(): Route {
  const [page = "", query = ""] = location.hash.replace(/^#\/?/, "").split("?", 2);
  return { page, query: Object.fromEntries(new URLSearchParams(query)) };
}

export function linkTo(page: string, query: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return `#/${page}?${new URLSearchParams(given)}`;
}
