import { TextInput } from "@mantine/core";
import { useRef, useState } from "react";

/** The longest title that the API takes, characters. */
const TITLE_MAXIMUM = 200;

export interface TitleFieldProps {
  readonly title: string;
  readonly onSave: (title: string) => void;
  /** `byKey`: the focus was here and has to go somewhere. */
  readonly onEnd: (byKey: boolean) => void;
}

/** A title renamed in place: Enter and leaving save, Escape keeps the old one. */
export function TitleField({ title, onSave, onEnd }: TitleFieldProps) {
  const [text, setText] = useState(title);
  const ended = useRef(false);
  const end = (save: boolean, byKey: boolean) => {
    if (ended.current) return;
    ended.current = true;
    const next = text.replace(/\s+/g, " ").trim();
    if (save && next !== "" && next !== title) onSave(next);
    onEnd(byKey);
  };
  return (
    <TextInput
      size="xs"
      flex={1}
      miw={0}
      aria-label="Title of the conversation"
      value={text}
      maxLength={TITLE_MAXIMUM}
      autoFocus
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={() => end(true, false)}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === "Enter") end(true, true);
        if (event.key === "Escape") {
          event.stopPropagation();
          end(false, true);
        }
      }}
    />
  );
}
