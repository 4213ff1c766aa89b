import { createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import { remember, remembered } from "../data/remembered.js";
import { en, type WordList } from "./en.js";
import { zh } from "./zh.js";

export const LANGUAGES = { en, zh } as const;

type Language = keyof typeof LANGUAGES;

const NAME = "coffer-inspector-language";

export const Words = createContext<WordList>(en);

export function useWords(): WordList {
  return useContext(Words);
}

/** The browser's, until the user selects another one. */
export function useLanguage(): [language: Language, choose: (language: Language) => void, words: WordList] {
  const [language, setLanguage] = useState<Language>(() => {
    const wanted = remembered(NAME) ?? navigator.language;
    return wanted.startsWith("zh") ? "zh" : "en";
  });
  useEffect(() => {
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  }, [language]);
  const choose = (chosen: Language) => {
    remember(NAME, chosen);
    setLanguage(chosen);
  };
  return [language, choose, LANGUAGES[language]];
}
