import { useEffect, useState } from "preact/hooks";
import { type PageFacts, read } from "./data/api.js";
import { PageContext } from "./data/page-context.js";
import { linkTo, useRoute } from "./data/route.js";
import { useTheme } from "./data/theme.js";
import { Doctor } from "./pages/doctor.js";
import { Keys } from "./pages/keys.js";
import { Locks } from "./pages/locks.js";
import { Overview } from "./pages/overview.js";
import { Servers } from "./pages/servers.js";
import { Settings } from "./pages/settings.js";
import { Tags } from "./pages/tags.js";
import { Failure } from "./parts/failure.js";
import { LANGUAGES, useLanguage, Words } from "./words/words.js";

const PAGES = {
  overview: Overview,
  keys: Keys,
  tags: Tags,
  locks: Locks,
  servers: Servers,
  settings: Settings,
  doctor: Doctor,
} as const;

type PageName = keyof typeof PAGES;

export function App() {
  const [language, setLanguage, words] = useLanguage();
  const [theme, toggleTheme] = useTheme();
  const [facts, setFacts] = useState<PageFacts>();
  const [failure, setFailure] = useState<string>();
  const route = useRoute();
  useEffect(() => {
    read<PageFacts>("page").then(setFacts, (error: Error) => setFailure(error.message));
  }, []);

  const name: PageName = route.page in PAGES ? (route.page as PageName) : "overview";
  const Page = PAGES[name];
  const cache =
    route.query.cache ?? (facts?.aliases.includes("default") ? "default" : facts?.aliases[0]) ?? "";
  useEffect(() => {
    document.title = `${words.pages[name]} · coffer`;
  }, [words, name]);
  return (
    <Words.Provider value={words}>
      <button type="button" class="skip" onClick={() => document.getElementById("main")?.focus()}>
        {words.skip}
      </button>
      <header>
        <strong class="brand">
          <img src="./icon.svg" alt="" width="22" height="22" /> coffer
        </strong>
        {facts !== undefined && (
          <label>
            <span class="hidden">{words.cache}</span>
            <select
              value={cache}
              onChange={({ currentTarget }) => {
                location.hash = linkTo(name, { cache: currentTarget.value });
              }}
            >
              {facts.aliases.map((alias) => (
                <option key={alias}>{alias}</option>
              ))}
            </select>
          </label>
        )}
        <span class="spring" />
        <button type="button" onClick={toggleTheme} aria-label={words.theme} title={words.theme}>
          {theme === "dark" ? "☾" : "☀"}
        </button>
        <label>
          <span class="hidden">{words.language}</span>
          <select
            value={language}
            onChange={({ currentTarget }) => setLanguage(currentTarget.value as typeof language)}
          >
            {Object.entries(LANGUAGES).map(([code, each]) => (
              <option key={code} value={code}>
                {each.name}
              </option>
            ))}
          </select>
        </label>
      </header>
      <nav aria-label={words.navigation}>
        {(Object.keys(PAGES) as PageName[]).map((each) => (
          <a key={each} href={linkTo(each, { cache })} aria-current={each === name ? "page" : undefined}>
            {words.pages[each]}
          </a>
        ))}
      </nav>
      <main id="main" tabIndex={-1}>
        {failure !== undefined && <Failure message={failure} />}
        {facts !== undefined && (
          <PageContext.Provider value={{ ...facts, cache }}>
            <Page key={`${name} ${cache}`} query={route.query} />
          </PageContext.Provider>
        )}
      </main>
    </Words.Provider>
  );
}
