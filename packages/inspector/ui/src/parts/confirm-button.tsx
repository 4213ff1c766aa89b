import { useRef } from "preact/hooks";
import { useWords } from "../words/words.js";

interface ConfirmButtonProps {
  readonly label: string;
  readonly question: string;
  readonly onConfirm: () => void;
}

/** Asks before an action that cannot be undone. */
export function ConfirmButton({ label, question, onConfirm }: ConfirmButtonProps) {
  const words = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  const close = () => dialog.current?.close();
  return (
    <>
      <button type="button" class="danger" onClick={() => dialog.current?.showModal()}>
        {label}
      </button>
      <dialog ref={dialog} aria-label={question}>
        <p>{question}</p>
        <div class="buttons">
          <button type="button" onClick={close}>
            {words.cancel}
          </button>
          <button
            type="button"
            class="danger"
            onClick={() => {
              close();
              onConfirm();
            }}
          >
            {label}
          </button>
        </div>
      </dialog>
    </>
  );
}
