import type { ReactElement } from "react";
import { keys } from "../keys.ts";
import type { MyWorkspace, Role, Wallet } from "../types.ts";
import { WorkspaceContext } from "../workspace.ts";

/** The permissions that pages ask for, all of them. */
export const EVERYTHING = [
  "chat.use",
  "knowledge.read",
  "knowledge.use",
  "knowledge.manage",
  "assistants.read",
  "assistants.manage",
  "ledger.read",
  "ledger.manage",
  "api-keys.manage",
  "members.manage",
  "owners.manage",
  "workspace.manage",
] as const;

export type Permission = (typeof EVERYTHING)[number];

export function workspaceWith(permissions: readonly Permission[], role: Role = "member"): MyWorkspace {
  return {
    id: "w1",
    name: "Harbor Coffee",
    slug: "harbor",
    createdAt: "2026-01-01T00:00:00.000Z",
    settings: { defaultModel: null, lowBalancePercent: 10 },
    role,
    permissions: [...permissions],
  };
}

/** A component as someone with these permissions meets it. */
export function inWorkspace(
  element: ReactElement,
  permissions: readonly Permission[] = EVERYTHING,
  role: Role = "member",
): ReactElement {
  return <WorkspaceContext value={workspaceWith(permissions, role)}>{element}</WorkspaceContext>;
}

export function walletOf(change: Partial<Wallet> = {}): Wallet {
  return {
    availableMicroPt: "14862400000",
    heldMicroPt: "0",
    usedMicroPt: "0",
    expiredMicroPt: "0",
    fundedMicroPt: "20000000000",
    absorbedMicroPt: "0",
    low: false,
    grants: [],
    ...change,
  };
}

export const ELENA = {
  user: {
    id: "u1",
    name: "Elena Marchetti",
    email: "elena@harbor.example",
    emailVerified: true,
    createdAt: "2026-01-01T00:00:00.000Z",
  },
  csrfToken: "t",
};

/** What the shell has loaded before any page: who is here, where, with how much. */
export function shellData(wallet: Wallet = walletOf()) {
  return [
    [keys.me, ELENA],
    [keys.workspaces, { items: [workspaceWith(EVERYTHING)], nextCursor: null }],
    [keys.wallet("w1"), wallet],
  ] as const;
}
