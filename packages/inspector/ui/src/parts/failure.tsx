import { useWords } from "../words/words.js";

/** What went wrong, in the server's words. */
export function Failure({ message }: { readonly message: string }) {
  const words = useWords();
  return (
    <p class="failure" role="alert">
      <strong>{words.failed}</strong> {message}
    </p>
  );
}
