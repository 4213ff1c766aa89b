import { useWords } from "../words/words.js";

/** An error with the server's message. */
export function Failure({ message }: { readonly message: string }) {
  const words = useWords();
  return (
    <p class="failure" role="alert">
      <strong>{words.failed}</strong> {message}
    </p>
  );
}
