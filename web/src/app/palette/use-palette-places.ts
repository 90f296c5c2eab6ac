import {
  IconArrowsExchange,
  IconBook,
  IconCoin,
  IconCpu,
  IconKey,
  IconMessageChatbot,
  IconMessages,
  IconReceipt2,
  IconSettings,
  IconShieldLock,
  IconUserCircle,
  IconUsers,
  IconWorld,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { workspacesQuery } from "../../api/queries.ts";
import { useWorkspace } from "../../api/workspace.ts";
import type { PaletteItem } from "./palette-item.ts";

const PLACES = [
  { id: "chat", to: "/w/$slug/chat", label: "Chat", keys: "G C", icon: IconMessages },
  {
    id: "knowledge",
    to: "/w/$slug/knowledge",
    label: "Knowledge",
    also: "documents files upload collections",
    keys: "G K",
    icon: IconBook,
    needs: "knowledge.read",
  },
  {
    id: "websites",
    to: "/w/$slug/knowledge/websites",
    label: "Websites",
    also: "knowledge sources crawl",
    icon: IconWorld,
    needs: "knowledge.read",
  },
  {
    id: "usage",
    to: "/w/$slug/usage",
    label: "Usage and statement",
    also: "credit balance money bill",
    keys: "G U",
    icon: IconReceipt2,
    needs: "ledger.read",
  },
  {
    id: "budgets",
    to: "/w/$slug/usage",
    hash: "budgets",
    label: "Budgets",
    also: "limit",
    icon: IconCoin,
    needs: "ledger.read",
  },
  {
    id: "general",
    to: "/w/$slug/settings/general",
    label: "Workspace settings",
    also: "general name",
    icon: IconSettings,
  },
  {
    id: "members",
    to: "/w/$slug/settings/members",
    label: "Members",
    also: "people roles",
    keys: "G M",
    icon: IconUsers,
  },
  {
    id: "api-keys",
    to: "/w/$slug/settings/api-keys",
    label: "API keys",
    also: "developers",
    icon: IconKey,
    needs: "api-keys.manage",
  },
  {
    id: "assistants",
    to: "/w/$slug/settings/assistants",
    label: "Assistants",
    also: "instructions bots",
    icon: IconMessageChatbot,
    needs: "assistants.manage",
  },
  {
    id: "knowledge-settings",
    to: "/w/$slug/settings/knowledge",
    label: "Settings of Knowledge",
    also: "threshold embedding caveat",
    icon: IconBook,
    needs: "knowledge.manage",
  },
  { id: "models", to: "/w/$slug/settings/models", label: "Models and prices", icon: IconCpu },
  { id: "profile", to: "/w/$slug/settings/profile", label: "Your profile", icon: IconUserCircle },
  {
    id: "security",
    to: "/w/$slug/settings/security",
    label: "Password and sessions",
    also: "security",
    icon: IconShieldLock,
  },
] as const;

/** The pages of this workspace that the person may open, and the other workspaces. */
export function usePalettePlaces(): PaletteItem[] {
  const { id, slug, can } = useWorkspace();
  const navigate = useNavigate();
  const { data } = useQuery(workspacesQuery);
  const pages = PLACES.filter((place) => !("needs" in place) || can(place.needs)).map(
    ({ to, ...place }): PaletteItem => ({
      ...place,
      group: "Go to",
      run: () => void navigate({ to, params: { slug }, ...("hash" in place ? { hash: place.hash } : {}) }),
    }),
  );
  const others = (data?.items ?? [])
    .filter((other) => other.id !== id)
    .map(
      (other): PaletteItem => ({
        id: `workspace ${other.id}`,
        group: "Go to",
        label: other.name,
        caption: "workspace",
        also: "switch workspace",
        icon: IconArrowsExchange,
        run: () => void navigate({ to: "/w/$slug/chat", params: { slug: other.slug } }),
      }),
    );
  return [...pages, ...others];
}
