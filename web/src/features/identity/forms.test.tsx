import { describe, expect, it } from "vitest";
import { keys } from "../../api/keys.ts";
import { ELENA } from "../../api/testing/in-workspace.tsx";
import type { Session } from "../../api/types.ts";
import {
  button,
  buttons,
  elements,
  type Field,
  fields,
  HOSTILE,
  having,
  isEscaped,
  links,
  textOf,
} from "../../ui/testing/read-markup.ts";
import { renderMarkup } from "../../ui/testing/render.tsx";
import { AuthLayout } from "./auth-layout.tsx";
import { EmailForm } from "./email-form.tsx";
import { MailSinkHint } from "./mail-sink-hint.tsx";
import { OwnId } from "./own-id.tsx";
import { PasswordForm } from "./password-form.tsx";
import { ProfileForm } from "./profile-form.tsx";
import { ResetPasswordForm } from "./reset-password-form.tsx";
import { SessionList } from "./session-list.tsx";
import { SignInForm } from "./sign-in-form.tsx";
import { SignUpForm } from "./sign-up-form.tsx";
import { VerifyByLink } from "./verify-by-link.tsx";

const send = async () => {};
const forms = {
  "sign in": renderMarkup(<SignInForm next={undefined} />),
  "sign up": renderMarkup(<SignUpForm />),
  "one address": renderMarkup(<EmailForm email="" verb="Send the link" send={send} />),
  "reset the password": renderMarkup(<ResetPasswordForm token="t" />),
  "change the password": renderMarkup(<PasswordForm email="elena@harbor.example" />),
  profile: renderMarkup(<ProfileForm user={ELENA.user} />),
};

const completes = (shown: readonly Field[]) =>
  shown.map(({ label, attributes }) => [label, attributes.autocomplete]);

describe.each(Object.entries(forms))("the form to %s", (_name, html) => {
  it("ties a label to every field", () => {
    expect(fields(html).filter(({ label }) => label === "")).toEqual([]);
    const ids = fields(html).map(({ attributes }) => attributes.id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("is checked by us, in our words, and sent by one button", () => {
    expect(elements(html, "form")[0]?.attributes.novalidate).toBeDefined();
    expect(having(html, "type", "submit")).toHaveLength(1);
  });

  it("never shows a password, and begins without a complaint", () => {
    for (const { label, attributes } of fields(html)) {
      if (/password/i.test(label)) expect(attributes).toMatchObject({ type: "password", value: "" });
      expect(attributes["aria-invalid"]).not.toBe("true");
    }
    expect(having(html, "role", "alert")).toEqual([]);
  });
});

describe("password managers", () => {
  it("find address and password to sign in with", () => {
    expect(completes(fields(forms["sign in"])).slice(0, 2)).toEqual([
      ["E-mail", "username"],
      ["Password", "current-password"],
    ]);
  });

  it("know that a new account takes a new password", () => {
    expect(completes(fields(forms["sign up"]))).toEqual([
      ["Name", "name"],
      ["E-mail", "username"],
      ["Password", "new-password"],
    ]);
    expect(completes(fields(forms["reset the password"]))).toEqual([["New password", "new-password"]]);
  });

  it("learn whose password is changed, by a field that nobody sees", () => {
    expect(completes(fields(forms["change the password"]))).toEqual([
      ["Current password", "current-password"],
      ["New password", "new-password"],
    ]);
    const [username] = having(forms["change the password"], "autocomplete", "username");
    expect(username?.attributes).toMatchObject({ value: "elena@harbor.example", hidden: "", readonly: "" });
  });
});

describe("help at the fields", () => {
  it.each(["sign up", "reset the password", "change the password"] as const)(
    "tells how long a password has to be before it is typed: %s",
    (name) => {
      const field = fields(forms[name]).find(({ attributes }) => attributes.autocomplete === "new-password");
      expect(field?.described.join(" ")).toMatch(/^At least \d+ characters\./);
    },
  );

  it("says that a new password signs out everywhere else", () => {
    const field = fields(forms["change the password"]).at(-1);
    expect(field?.described.join(" ")).toContain("signed out everywhere else");
  });
});

describe("the ways around a form", () => {
  it("leads from the sign-in to a lost password, and keeps one signed in unless told otherwise", () => {
    expect(links(forms["sign in"])).toEqual([["Forgot it?", "/forgot-password"]]);
    const remember = fields(forms["sign in"]).at(-1);
    expect(remember?.label).toBe("Keep me signed in");
    expect(remember?.attributes.checked).toBeDefined();
  });

  it("fills in the address that is known, and does not let the person's own be changed", () => {
    const html = renderMarkup(<EmailForm email={'a"b@c.example'} verb="Send" send={send} />);
    expect(fields(html)[0]?.attributes.value).toBe('a"b@c.example');
    const own = fields(forms.profile).find(({ label }) => label === "E-mail");
    expect(own?.attributes).toMatchObject({ value: "elena@harbor.example", readonly: "" });
  });

  it("puts the form into the main landmark under one heading, and hides the sample from screen readers", () => {
    const html = renderMarkup(
      <AuthLayout title="Sign in to Parley" lead="No account yet?">
        <p>form</p>
      </AuthLayout>,
    );
    expect(elements(html, "h1").map(textOf)).toEqual(["Sign in to Parley"]);
    expect(elements(elements(html, "main")[0] ?? "", "p").map(textOf)).toEqual(["No account yet?", "form"]);
    expect(elements(html, "aside")[0]?.attributes["aria-hidden"]).toBe("true");
  });

  it("says that a link is being redeemed before there is an answer", () => {
    const html = renderMarkup(<VerifyByLink token="t" />);
    expect(having(html, "role", "status")[0]?.attributes["aria-label"]).toBe("Confirming your address");
    expect(fields(html)).toEqual([]);
  });
});

describe("the hint at the mail sink", () => {
  const hint = (mailSink: boolean) =>
    renderMarkup(<MailSinkHint email="a@b.example" />, { data: [[keys.status, { mailSink }]] });

  it("leads to the mail of the address, only where mail lands in the sink", () => {
    expect(links(hint(true))).toEqual([["Open the mail sink", "/dev/mail?to=a%40b.example"]]);
    expect(hint(false)).toBe("");
    expect(renderMarkup(<MailSinkHint />)).toBe("");
  });
});

describe("where one is signed in", () => {
  const session = (id: string, more: Partial<Session> = {}): Session => ({
    id,
    current: false,
    device: `Firefox ${id}`,
    ip: "192.0.2.7",
    remembered: true,
    createdAt: "2026-11-01T10:00:00.000Z",
    lastSeenAt: "2026-11-19T10:00:00.000Z",
    expiresAt: "2026-12-01T10:00:00.000Z",
    ...more,
  });

  it("puts this device first and gives it no way to be signed out here", () => {
    const html = renderMarkup(<SessionList sessions={[session("a"), session("b", { current: true })]} />);
    const rows = elements(html, "li");
    expect(textOf(rows[0] ?? "")).toContain("Firefox b");
    expect(textOf(rows[0] ?? "")).toContain("This device");
    expect(buttons(rows[0] ?? "")).toEqual([]);
  });

  it("names the device on the button, so that no two buttons are called the same", () => {
    const html = renderMarkup(<SessionList sessions={[session("a"), session("c")]} />);
    expect(buttons(html)).toEqual(["Sign out Firefox a", "Sign out Firefox c"]);
    expect(button(html, "Sign out Firefox a")).toBeDefined();
  });

  it("does without an address that is not known", () => {
    const text = textOf(renderMarkup(<SessionList sessions={[session("a", { ip: null })]} />));
    expect(text).toMatch(/^Firefox a signed in /);
    expect(text).not.toContain("null");
  });

  it("shows a hostile browser name as text", () => {
    expect(isEscaped(renderMarkup(<SessionList sessions={[session("a", { device: HOSTILE })]} />))).toBe(
      true,
    );
  });
});

it("gives one's own id to copy, with what it is for", () => {
  const html = renderMarkup(<OwnId userId="0192-abc" />);
  expect(elements(html, "code").map(textOf)).toEqual(["0192-abc"]);
  expect(buttons(html)).toEqual(["Copy the id"]);
  expect(textOf(html)).toContain("adds you by this id");
});
