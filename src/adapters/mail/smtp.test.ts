import { afterEach, describe, expect, it, onTestFinished } from "vitest";
import { MailRefused, type MailTransport, type OutgoingMail } from "../../modules/notifications/ports.ts";
import { createSmtpTransport } from "./smtp.ts";
import { type MailServer, startMailServer } from "./testing/mail-server.ts";

const NEVER = new AbortController().signal;
const FROM = "Parley Ünlü <parley@mail.example.com>";
const mail: OutgoingMail = {
  to: { name: "Mira Ökafor 🦦", address: "mira@example.com" },
  subject: "Bestätige deine Adresse — 確認",
  text: "Grüße,\n\nöffne https://parley.example.com/verify-email?token=abc\n",
  html: "<!doctype html><p>Grüße</p>",
  key: "0123456789abcdef",
};

const transports: MailTransport[] = [];
function transportTo(address: string): MailTransport {
  const transport = createSmtpTransport(address);
  transports.push(transport);
  return transport;
}
afterEach(async () => {
  for (const transport of transports.splice(0)) await transport.close();
});

async function server(...args: Parameters<typeof startMailServer>): Promise<MailServer> {
  const started = await startMailServer(...args);
  onTestFinished(() => started.close());
  return started;
}

describe("mail over SMTP", () => {
  it("arrives with names, subject and both bodies as they were written", async () => {
    const there = await server();
    await transportTo(`smtp://127.0.0.1:${there.port}`).send(mail, FROM, NEVER);
    const [got] = there.received;
    expect(got?.recipients).toEqual(["mira@example.com"]);
    expect([got?.parsed.to].flat()[0]?.value).toEqual([
      { name: "Mira Ökafor 🦦", address: "mira@example.com" },
    ]);
    expect(got?.parsed.from?.value).toEqual([{ name: "Parley Ünlü", address: "parley@mail.example.com" }]);
    expect(got?.parsed).toMatchObject({ subject: mail.subject, text: mail.text });
    expect(got?.parsed.html).toContain("<p>Grüße</p>");
    expect(got?.parsed.messageId).toBe("<0123456789abcdef@mail.example.com>");
    expect(got?.parsed.headers.get("auto-submitted")).toBe("auto-generated");
  });

  it("gets no second header and no second receiver out of a line break", async () => {
    const there = await server();
    const evil = "Mira\r\nBcc: victim@example.com\r\n\r\n<h1>Buy</h1>";
    const transport = transportTo(`smtp://127.0.0.1:${there.port}`);
    await transport.send(
      { ...mail, to: { ...mail.to, name: evil }, subject: `Hello\nX-Evil: 1\r${evil}` },
      FROM,
      NEVER,
    );
    const [got] = there.received;
    expect(got?.recipients).toEqual(["mira@example.com"]);
    expect([...(got?.parsed.headers.keys() ?? [])]).not.toEqual(expect.arrayContaining(["bcc"]));
    expect(got?.parsed.headers.has("x-evil")).toBe(false);
    expect(got?.parsed.text).toBe(mail.text);

    const two = { name: "", address: "mira@example.com>\r\nRCPT TO:<victim@example.com" };
    await transport.send({ ...mail, to: two }, FROM, NEVER).catch(() => undefined);
    expect(there.received.flatMap(({ recipients }) => recipients)).not.toContain("victim@example.com");
  });

  it("signs in with the name and password of the address", async () => {
    const there = await server({
      authOptional: false,
      onAuth: ({ username, password }, _session, callback) =>
        password === "se/cret@1" ? callback(null, { user: username }) : callback(new Error("No")),
    });
    await transportTo(`smtp://parley:se%2Fcret%401@127.0.0.1:${there.port}`).send(mail, FROM, NEVER);
    expect(there.received[0]?.user).toBe("parley");

    const wrong = transportTo(`smtp://parley:wrong@127.0.0.1:${there.port}`).send(mail, FROM, NEVER);
    await expect(wrong).rejects.not.toBeInstanceOf(MailRefused);
  });

  it("never sends a password over a network in the clear", async () => {
    let asked = 0;
    const there = await server(
      {
        onAuth: ({ username }, _session, callback) => {
          asked += 1;
          callback(null, { user: username });
        },
      },
      "127.0.0.2",
    );
    const address = `smtp://parley:secret@127.0.0.2:${there.port}`;
    await expect(transportTo(address).send(mail, FROM, NEVER)).rejects.toMatchObject({ code: "ETLS" });
    expect(asked).toBe(0);
    await transportTo(`${address}?ignoreTLS=true`).send(mail, FROM, NEVER);
    expect(asked).toBe(1);
  });

  it("checks whom it speaks to over TLS", async () => {
    const there = await server({ secure: true });
    const address = `smtps://127.0.0.1:${there.port}`;
    await expect(transportTo(address).send(mail, FROM, NEVER)).rejects.toThrow();
    expect(there.received).toHaveLength(0);
    await transportTo(`${address}?tls.rejectUnauthorized=false`).send(mail, FROM, NEVER);
    expect(there.received[0]?.secure).toBe(true);
  });

  it("tells a refusal for good from one for now", async () => {
    const there = await server();
    const transport = transportTo(`smtp://127.0.0.1:${there.port}`);
    there.refuseNext(550, 451);
    await expect(transport.send(mail, FROM, NEVER)).rejects.toBeInstanceOf(MailRefused);
    await expect(transport.send(mail, FROM, NEVER)).rejects.not.toBeInstanceOf(MailRefused);
    await transport.send(mail, FROM, NEVER);
    expect(there.received).toHaveLength(1);
  });

  it("takes a server that is not there for a trouble of the moment", async () => {
    const gone = await startMailServer();
    await gone.close();
    const sending = transportTo(`smtp://127.0.0.1:${gone.port}`).send(mail, FROM, NEVER);
    await expect(sending).rejects.toMatchObject({ code: expect.stringMatching(/^E/) });
  });

  it("stops waiting for a silent server when told to", async () => {
    const asked = Promise.withResolvers<void>();
    const there = await server({
      onData(stream) {
        stream.resume();
        asked.resolve();
      },
    });
    const leaving = new AbortController();
    const sending = transportTo(`smtp://127.0.0.1:${there.port}`).send(mail, FROM, leaving.signal);
    await asked.promise;
    leaving.abort();
    await expect(sending).rejects.toMatchObject({ code: "EABORT" });
  });
});
