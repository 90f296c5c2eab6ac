import { readFile } from "node:fs/promises";
import PDFDocument from "pdfkit";
import { expect, test } from "vitest";
import { z } from "zod";
import { type Account, newAccount } from "./testing/account.ts";
import { Chat } from "./testing/chat.ts";
import { RETURN_POLICY } from "./testing/sample-documents.ts";
import { shownText } from "./testing/shown-text.ts";
import { visitors } from "./testing/visitors.ts";

const visitor = visitors();

interface UploadedFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

const MARKDOWN: UploadedFile = {
  name: "Return policy.md",
  mimeType: "text/markdown",
  buffer: Buffer.from(RETURN_POLICY),
};

/** Two pages; what is asked for stands on the second. */
async function pdfOf(): Promise<UploadedFile> {
  const pdf = new PDFDocument();
  const parts: Buffer[] = [];
  pdf.on("data", (part: Buffer) => parts.push(part));
  const ended = new Promise((resolve) => pdf.on("end", resolve));
  pdf.fontSize(18).text("Espresso machines").fontSize(11).moveDown();
  pdf.text("Rinse the group heads every evening with hot water and a soft brush.");
  pdf.addPage().fontSize(18).text("Descaling").fontSize(11).moveDown();
  pdf.text("Descale the boiler of the Aurora machine every 90 days with two sachets of citric acid.");
  pdf.end();
  await ended;
  return { name: "Aurora manual.pdf", mimeType: "application/pdf", buffer: Buffer.concat(parts) };
}

/** Files of the person's choice, once all of them are ready. */
async function upload(elena: Account, slug: string, files: readonly UploadedFile[]) {
  const page = await elena.open(`/w/${slug}/knowledge`);
  await page.getByRole("button", { name: "Upload" }).first().waitFor();
  await page
    .getByLabel("Files to upload")
    .first()
    .setInputFiles([...files]);
  for (const { name } of files) {
    await page
      .getByRole("row", { name: new RegExp(name) })
      .getByText("Ready")
      .waitFor({ timeout: 60_000 });
  }
  return page;
}

test("an answer from an uploaded file cites it, and the chip opens the document at the passage", async () => {
  const elena = await newAccount(await visitor.open());
  const { slug } = await elena.newWorkspace();
  const page = await upload(elena, slug, [MARKDOWN, await pdfOf()]);
  expect(await page.getByRole("row").count()).toBe(3);

  const chat = new Chat(await elena.open(`/w/${slug}/chat`));
  await chat.page.getByText("Answers come from 2 documents").waitFor();
  await chat.choose("Parley local");
  await chat.ask("How often is the boiler of the Aurora machine descaled?");
  const answer = await chat.answered();
  const chip = answer.getByRole("button", { name: "Source 1: Aurora manual.pdf" }).first();
  await chip.focus();
  await chat.page.getByText("two sachets of citric acid").first().waitFor();
  await chip.press("Enter");
  const panel = chat.page.getByRole("complementary", { name: "Sources" });
  await panel.locator("mark").first().waitFor();
  expect(await shownText(panel.locator("mark").first())).toContain("every 90 days");

  await panel.getByRole("link", { name: "Open" }).click();
  await chat.page.waitForURL(/\/knowledge\/[\w-]+\?chunk=\d+$/);
  const passage = chat.page.getByRole("region", { name: "The passage" });
  await passage.waitFor();
  expect(await shownText(passage)).toContain("every 90 days");
  await chat.page.reload();
  await chat.page.getByRole("region", { name: "The passage" }).locator("mark").first().waitFor();
});

test("an answer that the documents do not hold, or perhaps not, says so beneath it", async () => {
  const elena = await newAccount(await visitor.open());
  const { slug } = await elena.newWorkspace();
  await upload(elena, slug, [MARKDOWN]);
  const chat = new Chat(await elena.open(`/w/${slug}/chat`));
  await chat.choose("Parley local");
  await chat.ask("Which visa does a trip to Mongolia require?");
  await (await chat.answered()).getByText("Not in your documents.", { exact: true }).waitFor();
  await chat.ask("Within how many days may unopened wholesale coffee be returned?");
  const sure = await chat.answered(2);
  await sure
    .getByRole("button", { name: /^Source 1/ })
    .first()
    .waitFor();
  expect(await sure.getByText(/^Not (sure|in)/).count()).toBe(0);
});

test("the original of a document is saved as it was uploaded, and an archive is refused before it is sent", async () => {
  const elena = await newAccount(await visitor.open());
  const { slug } = await elena.newWorkspace();
  const page = await upload(elena, slug, [MARKDOWN]);
  await page.getByRole("button", { name: "Actions for Return policy.md" }).click();
  const saved = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "Download the original" }).click();
  const download = await saved;
  expect(download.suggestedFilename()).toBe("Return policy.md");
  expect(await readFile(await download.path(), "utf8")).toBe(RETURN_POLICY);

  await page
    .getByLabel("Files to upload")
    .first()
    .setInputFiles([{ name: "all.zip", mimeType: "application/zip", buffer: Buffer.from("PK") }]);
  const strip = page.getByRole("region", { name: "Uploads" });
  await strip.getByRole("button", { name: "Show files" }).click();
  await strip.getByText("This is an archive. Unpack it and add the files.").waitFor();
});

test("a deleted document is gone from the list, and the answer that cites it keeps its passage", async () => {
  const elena = await newAccount(await visitor.open());
  const { slug } = await elena.newWorkspace();
  const page = await upload(elena, slug, [MARKDOWN]);
  const chat = new Chat(await elena.open(`/w/${slug}/chat`));
  await chat.choose("Parley local");
  await chat.ask("Within how many days may unopened wholesale coffee be returned?");
  const answer = await chat.answered();
  await answer
    .getByRole("button", { name: /^Source 1/ })
    .first()
    .waitFor();

  await page.getByRole("button", { name: "Actions for Return policy.md" }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await page.getByRole("button", { name: "Delete it" }).click();
  await page.getByText("Add the first document and the assistant can answer from it").waitFor();

  visitor.expectFault(/404/);
  await answer
    .getByRole("button", { name: /^Source 1/ })
    .first()
    .click();
  const panel = chat.page.getByRole("complementary", { name: "Sources" });
  await panel.getByText("The document is not here any more").waitFor();
  expect(await shownText(panel.locator("blockquote"))).toContain("45 days");
});

test("a newcomer sees a cited answer from the sample documents", async () => {
  const elena = await newAccount(await visitor.open());
  const page = await elena.open("/welcome");
  await page.getByRole("textbox", { name: /Name of the workspace/ }).fill("Harbor Coffee");
  await page.getByRole("button", { name: "Try it with sample documents" }).click();
  const chat = new Chat(page);
  const questions = page.getByRole("region", { name: "From your documents" }).getByRole("button");
  await questions.first().waitFor({ timeout: 60_000 });
  await chat.choose("Parley local");
  await questions.first().click();
  await chat.quoted();
  await chat.send.click();
  const answer = await chat.answered();
  await answer
    .getByRole("button", { name: /^Source 1/ })
    .first()
    .waitFor();
});

test("a file that cannot be read says why and can be tried again; an empty one is not sent", async () => {
  const elena = await newAccount(await visitor.open());
  const { slug } = await elena.newWorkspace();
  const page = await elena.open(`/w/${slug}/knowledge`);
  await page.getByRole("button", { name: "Upload" }).first().waitFor();
  await page
    .getByLabel("Files to upload")
    .first()
    .setInputFiles([
      { name: "broken.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7 nothing more") },
      { name: "empty.txt", mimeType: "text/plain", buffer: Buffer.alloc(0) },
    ]);
  const strip = page.getByRole("region", { name: "Uploads" });
  await strip.getByRole("button", { name: "Show files" }).click();
  await strip.getByText("It is empty.").waitFor();
  await page.getByRole("button", { name: "Read broken.pdf again" }).waitFor({ timeout: 60_000 });
});

test("someone who only reads sees documents and nothing to change them with", async () => {
  const elena = await newAccount(await visitor.open());
  const noah = await newAccount(await visitor.open(), "Noah");
  const { id, slug } = await elena.newWorkspace();
  await upload(elena, slug, [MARKDOWN]);
  await elena.post(`/workspaces/${id}/members`, { userId: noah.userId, role: "viewer" }, z.unknown());
  const page = await noah.open(`/w/${slug}/knowledge`);
  await page.getByRole("link", { name: "Return policy.md" }).click();
  await page.getByText("Roasted coffee may be returned unopened within 45 days").waitFor();
  expect(await page.getByRole("button", { name: /Upload|Add a website|New collection/ }).count()).toBe(0);
  await page.getByRole("button", { name: "Actions for Return policy.md" }).click();
  await page.getByRole("menuitem", { name: "Download the original" }).waitFor();
  expect(await page.getByRole("menuitem").count()).toBe(1);
});
