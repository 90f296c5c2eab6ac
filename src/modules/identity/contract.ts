import { z } from "zod";
import { idSchema, nameSchema, timestampSchema } from "../../kernel/contract.ts";

/** RFC 5321 section 4.5.3.1 bounds the address at 254 octets. Compared in lower case. */
export const emailSchema = z
  .string()
  .max(254, "This address is too long.")
  .transform((email) => email.trim().toLowerCase())
  .pipe(z.email("Enter an e-mail address like name@example.com."));

export const PASSWORD_MINIMUM = 10;
export const PASSWORD_MAXIMUM = 200;

/** Length only; the list of breached passwords is checked by the verb. NIST SP 800-63B section 3.1.1.2. */
export const passwordSchema = z
  .string()
  .min(PASSWORD_MINIMUM, `Use at least ${PASSWORD_MINIMUM} characters.`)
  .max(PASSWORD_MAXIMUM, `Use at most ${PASSWORD_MAXIMUM} characters.`);

const tokenSchema = z.string().min(20, "This link is not complete.").max(200, "This link is not complete.");

/** A person, not a thing. */
const personNameSchema = nameSchema(80, "Enter your name.");

export const signUpInput = z.strictObject({
  name: personNameSchema,
  email: emailSchema,
  password: passwordSchema,
});
export const signInInput = z.strictObject({
  email: emailSchema,
  password: z
    .string()
    .min(1, "Enter your password.")
    .max(PASSWORD_MAXIMUM * 4),
  remember: z.boolean().default(false),
});
export const emailOnlyInput = z.strictObject({ email: emailSchema });
export const verifyEmailInput = z.strictObject({ token: tokenSchema });
export const resetPasswordInput = z.strictObject({ token: tokenSchema, password: passwordSchema });
export const changePasswordInput = z.strictObject({
  currentPassword: z
    .string()
    .min(1, "Enter your current password.")
    .max(PASSWORD_MAXIMUM * 4),
  newPassword: passwordSchema,
});
export const updateProfileInput = z.strictObject({ name: personNameSchema });

export const userSchema = z
  .object({
    id: idSchema,
    name: z.string(),
    email: z.string(),
    emailVerified: z.boolean(),
    createdAt: timestampSchema,
  })
  .meta({ id: "User" });

export const sessionSchema = z
  .object({
    id: idSchema,
    current: z.boolean(),
    /** "Firefox on Linux": from the user agent, for people to recognise. */
    device: z.string(),
    ip: z.string().nullable(),
    remembered: z.boolean(),
    createdAt: timestampSchema,
    lastSeenAt: timestampSchema,
    expiresAt: timestampSchema,
  })
  .meta({ id: "Session" });

/** What a page needs after it has loaded: who is here and the token that state-changing requests carry. */
export const signedInSchema = z.object({ user: userSchema, csrfToken: z.string() }).meta({ id: "SignedIn" });

export type User = z.infer<typeof userSchema>;
export type Session = z.infer<typeof sessionSchema>;

/** Why the mail goes out. `account-exists` answers a sign-up with an address that has an account; its link resets. */
export const linkMailKindSchema = z.enum(["verify-email", "reset-password", "account-exists"]);
export type LinkMailKind = z.infer<typeof linkMailKindSchema>;

/** A link has to be mailed. Its token travels sealed, so that none lies in a job in plain text. */
export const emailLinkIssued = {
  name: "email-link.issued",
  payload: z.object({
    kind: linkMailKindSchema,
    email: z.string(),
    name: z.string(),
    sealedToken: z.string(),
  }),
};

/** The purpose under which the token of a link is sealed. */
export function linkTokenPurpose(email: string): string {
  return `identity.email-link:${email}`;
}

/** Somebody has proved an address for the first time: the account can be used from here on. */
export const userVerified = { name: "user.verified", payload: z.object({ userId: idSchema }) };

/** The password is another one now; the owner is told by mail, in case it was not them. */
export const passwordChanged = {
  name: "password.changed",
  payload: z.object({ userId: idSchema, changedAt: timestampSchema }),
};
