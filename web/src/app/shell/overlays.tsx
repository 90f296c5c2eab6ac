import { useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useState } from "react";
import { whenReached } from "../../api/when-reached.ts";
import { useWorkspace } from "../../api/workspace.ts";
import { useShortcut } from "../../ui/shortcuts.ts";
import { openPalette, openShortcutList, useOverlay } from "../palette/palette-state.ts";

const Palette = lazy(async () => ({
  default: (await whenReached(() => import("../palette/palette.tsx"))).Palette,
}));
const ShortcutList = lazy(async () => ({
  default: (await whenReached(() => import("../palette/shortcut-list.tsx"))).ShortcutList,
}));

/** People type at once after Ctrl K: the palette must stand ready by then, and must not delay the page. */
const PALETTE_AFTER_MS = 1500;

/** What floats above every page, and the keys that work on all of them. Their code comes after the page. */
export function Overlays() {
  const [warm, setWarm] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setWarm(true), PALETTE_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
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
      {warm || overlay.paletteWanted ? <Palette /> : null}
      {overlay.shortcutsWanted ? <ShortcutList /> : null}
    </Suspense>
  );
}
