import { z } from "zod";
import { createUser } from "../../modules/identity/index.ts";
import { asOperator } from "../as-operator.ts";
import { defineCommand } from "../command.ts";

const input = z.object({
  email: z.string(),
  password: z.string(),
  name: z.string().optional(),
  verified: z.boolean().default(false),
});

export const command = defineCommand({
  input,
  examples: [
    "user create --email elena@example.com --password - --verified",
    "user create --email elena@example.com --name Elena --password - < password.txt",
  ],
  notes:
    "With --password - the password is asked for, or read from the first line of standard input, and so\n" +
    "never stands in the list of processes or the shell's history. Sign-up may be closed.",
  describe: (command) =>
    command
      .requiredOption("--email <address>", "address to sign in with")
      .requiredOption("--password <password>", "at least ten characters; - reads it from standard input")
      .option("--name <name>", "shown name; the address's first part when left out")
      .option("--verified", "the address is known to be theirs; otherwise a link is mailed to it"),
  async run({ email, password, name, verified }, io) {
    const secret = password === "-" ? await io.readSecret("Password: ") : password;
    const user = await asOperator(io, ({ ctx }) =>
      createUser(ctx, { email, name: name ?? email.split("@", 1)[0] ?? "", password: secret, verified }),
    );
    const next = verified
      ? "They can sign in now."
      : "A running Parley mails them a link to confirm their address.";
    return { json: { user }, text: `Made an account for ${user.email} (${user.id}). ${next}` };
  },
});
