import { useWords } from "../../words/words.js";

interface ExpiryFormProps {
  /** Undefined: never. */
  readonly onSet: (seconds: string | undefined) => void;
}

/** A form for another time left. */
export function ExpiryForm({ onSet }: ExpiryFormProps) {
  const words = useWords();
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    onSet(String(new FormData(form).get("seconds")));
  };
  return (
    <details>
      <summary>{words.expire}</summary>
      <form class="buttons" onSubmit={submit}>
        <label>
          {words.seconds} <input name="seconds" type="number" min="0.001" step="any" required />
        </label>
        <button type="submit">{words.setExpiry}</button>
        <button type="button" onClick={() => onSet(undefined)}>
          {words.neverExpires}
        </button>
      </form>
    </details>
  );
}
