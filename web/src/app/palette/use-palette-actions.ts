import { useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { IconEdit, IconKeyboard, IconLogout, IconMoon, IconSun } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useWorkspace } from "../../api/workspace.ts";
import { signOut } from "../sign-out.ts";
import type { PaletteItem } from "./palette-item.ts";
import { openShortcutList } from "./palette-state.ts";

/** What can be done from anywhere. */
export function usePaletteActions(): PaletteItem[] {
  const { slug, can } = useWorkspace();
  const navigate = useNavigate();
  const client = useQueryClient();
  const { setColorScheme } = useMantineColorScheme();
  // What is seen: "like the system" may be dark.
  const dark = useComputedColorScheme("light", { getInitialValueInEffect: false }) === "dark";
  const actions: (Omit<PaletteItem, "group"> | false)[] = [
    can("chat.use") && {
      id: "new",
      label: "Start a new conversation",
      also: "ask chat",
      icon: IconEdit,
      run: () => void navigate({ to: "/w/$slug/chat", params: { slug } }),
    },
    {
      id: "colours",
      label: dark ? "Use light colours" : "Use dark colours",
      also: "theme mode",
      icon: dark ? IconSun : IconMoon,
      run: () => setColorScheme(dark ? "light" : "dark"),
    },
    {
      id: "keys",
      label: "Show the keyboard shortcuts",
      keys: "?",
      icon: IconKeyboard,
      run: openShortcutList,
    },
    {
      id: "out",
      label: "Sign out",
      also: "log out",
      icon: IconLogout,
      run: () => void signOut(client, navigate),
    },
  ];
  return actions.filter((action) => action !== false).map((action) => ({ ...action, group: "Actions" }));
}
