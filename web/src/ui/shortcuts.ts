import { useEffect, useRef, useSyncExternalStore } from "react";
import { matchesChord, parseKeys, typesText } from "./shortcut-match.ts";

export interface Shortcut {
  /** "Ctrl K" (Cmd on a Mac), "G C" (one after the other), "?". */
  readonly keys: string;
  /** What it does: "Open the search". */
  readonly label: string;
  /** The heading in the list of shortcuts. */
  readonly group: string;
}

interface Registered extends Shortcut {
  readonly run: () => void;
}

const SEQUENCE_MS = 1200;
let registered: readonly Registered[] = [];
const listeners = new Set<() => void>();
let pressed: { readonly key: string; readonly at: number } | undefined;

function change(next: readonly Registered[]): void {
  registered = next;
  for (const listener of listeners) listener();
}

/** Registers a shortcut while the component is there; `?` lists it. Plain keys do nothing while someone types. */
export function useShortcut(
  keys: string,
  label: string,
  group: string,
  run: () => void,
  enabled = true,
): void {
  const latest = useRef(run);
  latest.current = run;
  useEffect(() => {
    if (!enabled) return;
    const entry: Registered = { keys, label, group, run: () => latest.current() };
    change([...registered, entry]);
    return () => change(registered.filter((other) => other !== entry));
  }, [keys, label, group, enabled]);
}

/** What may be pressed right now, for the list. */
export function useShortcuts(): readonly Shortcut[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => registered,
  );
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  const before = pressed && Date.now() - pressed.at < SEQUENCE_MS ? pressed.key : undefined;
  pressed = event.ctrlKey || event.metaKey || event.altKey ? undefined : { key: event.key, at: Date.now() };
  const typing = event.target instanceof Element && typesText(event.target);
  const found = registered.findLast(({ keys }) => {
    const parsed = parseKeys(keys);
    if (typing && !parsed.chord.control) return false;
    return parsed.first === undefined
      ? matchesChord(parsed.chord, event)
      : parsed.first === before?.toLowerCase() && matchesChord(parsed.chord, event);
  });
  if (!found) return;
  event.preventDefault();
  pressed = undefined;
  found.run();
}

/** Listens for every registered shortcut; called once by the application. */
export function useShortcutListener(): void {
  useEffect(() => {
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
}
