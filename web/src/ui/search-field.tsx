import { CloseButton, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import classes from "./search-field.module.css";

const PAUSE_MS = 250;

export interface SearchFieldProps {
  readonly label: string;
  readonly value: string;
  /** Called when typing pauses. */
  readonly onChange: (text: string) => void;
  /** Beside filters it takes what they leave, on a phone. */
  readonly width?: number | "100%";
  readonly autoFocus?: boolean;
}

/** Searches as one types; the typed text never jumps back while results come in. */
export function SearchField({ label, value, onChange, width = 240, autoFocus = false }: SearchFieldProps) {
  const [text, setText] = useState(value);
  const told = useRef(value);
  const tell = useDebouncedCallback((next: string) => {
    told.current = next;
    onChange(next);
  }, PAUSE_MS);
  useEffect(() => {
    if (value !== told.current) {
      told.current = value;
      setText(value);
    }
  }, [value]);
  const change = (next: string) => {
    setText(next);
    tell(next);
  };
  return (
    <TextInput
      type="search"
      size="xs"
      w={width}
      {...(width === "100%" ? {} : { className: classes.beside })}
      aria-label={label}
      placeholder={label}
      autoFocus={autoFocus}
      value={text}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={
        text === "" ? null : (
          <CloseButton size="sm" aria-label="Clear the search" onClick={() => change("")} />
        )
      }
      onChange={(event) => change(event.currentTarget.value)}
    />
  );
}
