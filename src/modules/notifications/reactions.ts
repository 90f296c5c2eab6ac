import { onEvent, type ReactionBinding } from "../../kernel/module.ts";
import { emailLinkIssued, passwordChanged } from "../identity/contract.ts";
import type { Delivery } from "./deliver.ts";
import { mailLink } from "./mail-link.ts";
import { mailPasswordChanged } from "./mail-password-changed.ts";

export function reactions(delivery: Delivery): readonly ReactionBinding[] {
  return [
    onEvent(emailLinkIssued, "notifications.mail-link", (ctx, issued) => mailLink(ctx, delivery, issued)),
    onEvent(passwordChanged, "notifications.mail-password-changed", (ctx, changed) =>
      mailPasswordChanged(ctx, delivery, changed),
    ),
  ];
}
