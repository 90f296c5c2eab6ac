import type { AddressInfo } from "node:net";
import { simpleParser } from "mailparser";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";

/** A mail as an independent server and parser understood it. */
export interface ReceivedMail {
  /** Addresses of the envelope. */
  readonly recipients: readonly string[];
  readonly user: string | undefined;
  readonly secure: boolean;
  readonly parsed: Awaited<ReturnType<typeof simpleParser>>;
}

export interface MailServer {
  readonly port: number;
  readonly received: readonly ReceivedMail[];
  /** The next mails are answered with these codes instead of being taken. */
  refuseNext(...codes: number[]): void;
  close(): Promise<void>;
}

/** A real SMTP server on a free port of 127.0.0.1 (and, unless told otherwise, of no other address). */
export async function startMailServer(
  options: SMTPServerOptions = {},
  host = "127.0.0.1",
): Promise<MailServer> {
  const received: ReceivedMail[] = [];
  const refusals: number[] = [];
  const server = new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: ["STARTTLS"],
    closeTimeout: 100,
    onRcptTo(_address, _session, callback) {
      const code = refusals.shift();
      callback(
        code === undefined ? null : Object.assign(new Error(`Answer ${code}`), { responseCode: code }),
      );
    },
    onData(stream, session, callback) {
      simpleParser(stream).then((parsed) => {
        const recipients = session.envelope.rcptTo.map(({ address }) => address);
        received.push({ recipients, user: String(session.user ?? ""), secure: session.secure, parsed });
        callback();
      }, callback);
    },
    ...options,
  });
  server.on("error", () => {});
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const address = server.server.address() as AddressInfo; // It listens on a port, not on a pipe.
  return {
    port: address.port,
    received,
    refuseNext: (...codes) => {
      refusals.push(...codes);
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
