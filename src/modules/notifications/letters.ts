import type { LinkMailKind } from "../identity/contract.ts";
import { greet } from "./internal/greeting.ts";
import { type Written, write } from "./internal/letter.ts";

interface LinkLetter {
  readonly publicUrl: string;
  readonly name: string;
  readonly token: string;
}

/** The mail that carries a link of the given kind. */
export function linkLetter(kind: LinkMailKind, letter: LinkLetter): Written {
  switch (kind) {
    case "verify-email":
      return verifyEmail(letter);
    case "reset-password":
      return resetPassword(letter);
    case "account-exists":
      return accountExists(letter);
  }
}

function verifyEmail({ publicUrl, name, token }: LinkLetter): Written {
  return write({
    subject: "Confirm your e-mail address",
    greeting: greet(name),
    paragraphs: ["Somebody signed up for Parley with this address. If it was you, confirm that it is yours."],
    button: { label: "Confirm address", url: page(publicUrl, "verify-email", token) },
    closing: [
      "The link works once, for 24 hours. A newer mail replaces it.",
      "If you did not sign up, do not follow the link: whoever did chose the password. No account is made without it.",
    ],
  });
}

function resetPassword({ publicUrl, name, token }: LinkLetter): Written {
  return write({
    subject: "Set a new password",
    greeting: greet(name),
    paragraphs: [
      "Somebody asked for a new password for your Parley account. If it was you, choose one here.",
    ],
    button: { label: "Choose a new password", url: page(publicUrl, "reset-password", token) },
    closing: [
      "The link works once, for one hour. A newer mail replaces it.",
      "If it was not you, there is nothing to do: your password stays as it is.",
    ],
  });
}

function accountExists({ publicUrl, name, token }: LinkLetter): Written {
  return write({
    subject: "You already have an account",
    greeting: greet(name),
    paragraphs: [
      "Somebody tried to sign up for Parley with this address, which has an account already. If it was you, sign in:",
      `${publicUrl}/sign-in`,
      "If you do not know the password any more, choose a new one.",
    ],
    button: { label: "Choose a new password", url: page(publicUrl, "reset-password", token) },
    closing: [
      "The link works once, for one hour. A newer mail replaces it.",
      "If it was not you, there is nothing to do: your account stays as it is.",
    ],
  });
}

/** Tells the owner, who may not have been the one. */
export function passwordChangedLetter({ publicUrl, name }: Omit<LinkLetter, "token">): Written {
  return write({
    subject: "Your password was changed",
    greeting: greet(name),
    paragraphs: [
      "The password of your Parley account was changed just now, and your other sessions have ended.",
      "If it was you, there is nothing to do. If not, choose a new password at once.",
    ],
    button: { label: "Choose a new password", url: `${publicUrl}/forgot-password` },
    closing: [],
  });
}

function page(publicUrl: string, path: "verify-email" | "reset-password", token: string): string {
  return `${publicUrl}/${path}?token=${encodeURIComponent(token)}`;
}
