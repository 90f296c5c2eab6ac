import { useNavigate } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { useWorkspace } from "../../api/workspace.ts";
import { useShortcut } from "../../ui/shortcuts.ts";
import { openPalette, openShortcutList, useOverlay } from "../palette/palette-state.ts";

const Palette = lazy(() => import("../palette/palette.tsx").then((module) => ({ default: module.Palette })));
const ShortcutList = lazy(() =>
  import("../palette/shortcut-list.tsx").then((module) => ({ default: module.ShortcutList })),
);

/** What floats above every page, and the keys that work on all of them. Their code comes when first opened. */
export function Overlays() {
  const { slug, can } = useWorkspace();
  const navigate = useNavigate();
  const overlay = useOverlay();
  useShortcut("Ctrl K", "Search and run actions", "Everywhere", openPalette);
  useShortcut("?", "Show the shortcuts", "Everywhere", openShortcutList);
  useShortcut(
    "G C",
    "Go to the chat",
    "Go to",
    () => void navigate({ to: "/w/$slug/chat", params: { slug } }),
  );
  useShortcut(
    "G K",
    "Go to the documents",
    "Go to",
    () => void navigate({ to: "/w/$slug/knowledge", params: { slug } }),
    can("knowledge.read"),
  );
  useShortcut(
    "G U",
    "Go to usage and statement",
    "Go to",
    () => void navigate({ to: "/w/$slug/usage", params: { slug } }),
    can("ledger.read"),
  );
  useShortcut(
    "G M",
    "Go to the members",
    "Go to",
    () => void navigate({ to: "/w/$slug/settings/members", params: { slug } }),
  );
  useShortcut(
    "G S",
    "Go to the settings",
    "Go to",
    () => void navigate({ to: "/w/$slug/settings", params: { slug } }),
  );
  return (
    <Suspense fallback={null}>
      {overlay.paletteWanted ? <Palette /> : null}
      {overlay.shortcutsWanted ? <ShortcutList /> : null}
    </Suspense>
  );
}
