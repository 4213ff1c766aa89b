import { useEffect, useState } from "preact/hooks";
import { remember, remembered } from "./remembered.js";

export type Theme = "light" | "dark";

const NAME = "coffer-inspector-theme";

/** The browser's, until the user selects another one. */
export function useTheme(): [theme: Theme, toggle: () => void] {
  const [theme, setTheme] = useState<Theme>(() => {
    const chosen = remembered(NAME);
    if (chosen === "light" || chosen === "dark") return chosen;
    return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  });
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
  const toggle = () => {
    const other = theme === "dark" ? "light" : "dark";
    remember(NAME, other);
    setTheme(other);
  };
  return [theme, toggle];
}
