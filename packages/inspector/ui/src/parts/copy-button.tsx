import { useState } from "preact/hooks";
import { useWords } from "../words/words.js";

/** Copies a text, and confirms it. */
export function CopyButton({ text, label }: { readonly text: () => string; readonly label: string }) {
  const words = useWords();
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    // Browsers provide the clipboard only to pages with TLS, or on localhost.
    await navigator.clipboard?.writeText(text());
    setCopied(navigator.clipboard !== undefined);
    setTimeout(() => setCopied(false), 2000);
  };
  return (
    <button type="button" onClick={copy}>
      <span aria-live="polite">{isCopied ? words.copied : label}</span>
    </button>
  );
}
