import { type AddressObject, type Attachment, simpleParser } from "mailparser";
import { type Block, ReadFailure } from "../../modules/knowledge/ports.ts";
import { BlockSink } from "./block-sink.ts";
import { bufferSource } from "./byte-source.ts";
import { failureOf } from "./failure-of.ts";
import { htmlToBlocks } from "./html-blocks.ts";
import type { Reading, ReadingResult } from "./reading.ts";

const MAXIMUM_ATTACHMENTS = 100;
const OPTIONS = { skipHtmlToText: true, skipTextToHtml: true, skipTextLinks: true, skipImageLinks: true };

/** Who wrote whom and when, the text, and what is attached; attachments that can be read follow, one level deep. */
export async function readMail(reading: Reading): Promise<ReadingResult> {
  const { source, sink, limits } = reading;
  if (source.size > limits.wholeBytes) {
    throw new ReadFailure(
      "too_large",
      "An e-mail of more than 100 MB cannot be read. Add its attachments one by one.",
    );
  }
  const mail = await simpleParser(source.stream(), OPTIONS);
  const subject = mail.subject?.trim() ?? "";
  if (subject !== "") sink.add({ kind: "heading", level: 1, text: subject });
  const facts = [
    fact("From", addressText(mail.from)),
    fact("To", addressText(mail.to)),
    fact("Cc", addressText(mail.cc)),
    fact("Date", mail.date === undefined || Number.isNaN(mail.date.getTime()) ? "" : mail.date.toUTCString()),
  ].filter((line) => line !== "");
  if (facts.length > 0) sink.add({ kind: "paragraph", text: facts.join("\n") });
  for (const block of bodyOf(mail.text, mail.html)) {
    sink.add(block);
    await sink.room();
  }
  const attachments = mail.attachments
    .filter((attachment) => !attachment.related)
    .slice(0, MAXIMUM_ATTACHMENTS);
  for (const attachment of attachments) await addAttachment(reading, attachment);
  return { kind: "eml", title: subject === "" ? null : subject.slice(0, 500), pages: null };
}

function bodyOf(text: string | undefined, html: string | false): Block[] {
  if (text !== undefined && text.trim() !== "") {
    return text.split(/\r?\n[ \t]*\r?\n/).map((part) => ({ kind: "paragraph", text: part.trim() }));
  }
  return html === false ? [] : htmlToBlocks(html).blocks;
}

async function addAttachment(reading: Reading, attachment: Attachment): Promise<void> {
  const { sink, depth, limits } = reading;
  const name = (attachment.filename ?? "attachment").slice(0, 300);
  sink.add({ kind: "heading", level: 2, text: `Attachment: ${name}`, section: name });
  if (depth > 0) return;
  const inner = new BlockSink(
    {
      blocks: async (batch) => {
        for (const block of batch) sink.add({ ...block, section: name });
        await sink.room();
      },
      progress: () => undefined,
    },
    limits,
  );
  try {
    await reading.readInner({
      ...reading,
      source: bufferSource(attachment.content, name),
      sink: inner,
      depth: depth + 1,
    });
    await inner.flush();
  } catch (error) {
    await inner.flush();
    const failure = failureOf(error);
    if (failure.code === "too_large") throw failure;
    sink.add({ kind: "paragraph", text: `(not read: ${failure.message})`, section: name });
  }
}

function fact(name: string, value: string): string {
  return value === "" ? "" : `${name}: ${value.slice(0, 2_000)}`;
}

function addressText(address: AddressObject | AddressObject[] | undefined): string {
  if (address === undefined) return "";
  return (Array.isArray(address) ? address : [address]).map((one) => one.text).join(", ");
}
