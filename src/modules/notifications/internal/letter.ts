import { escapeHtml } from "./escape-html.ts";

/** What a mail says, before it has a form. Every part is plain text. */
export interface Letter {
  readonly subject: string;
  readonly greeting: string;
  readonly paragraphs: readonly string[];
  readonly button?: { readonly label: string; readonly url: string };
  /** Below the button: what to do when it was not you. */
  readonly closing: readonly string[];
}

export interface Written {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** The same words as text and as HTML. The HTML loads nothing, and follows the reader's light or dark theme. */
export function write(letter: Letter): Written {
  return { subject: letter.subject, text: asText(letter), html: asHtml(letter) };
}

function asText({ greeting, paragraphs, button, closing }: Letter): string {
  const link = button === undefined ? [] : [`${button.label}:\n${button.url}`];
  return `${[greeting, ...paragraphs, ...link, ...closing, "Parley"].join("\n\n")}\n`;
}

function asHtml({ subject, greeting, paragraphs, button, closing }: Letter): string {
  const paragraph = (text: string, name = "") => `<p${name}>${escapeHtml(text)}</p>`;
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">',
    `<title>${escapeHtml(subject)}</title><style>${STYLE}</style></head><body><main>`,
    paragraph(greeting),
    ...paragraphs.map((text) => paragraph(text)),
    ...(button === undefined ? [] : [asButton(button)]),
    ...closing.map((text) => paragraph(text, ' class="quiet"')),
    "</main></body></html>",
  ].join("\n");
}

/** The address is spelled out as well, for readers whose program drops the button. */
function asButton({ label, url }: { label: string; url: string }): string {
  const href = escapeHtml(url);
  return `<p><a class="button" href="${href}">${escapeHtml(label)}</a></p>
<p class="quiet">Or open this address: <a href="${href}">${href}</a></p>`;
}

const STYLE = `
:root { color-scheme: light dark; }
body { margin: 0; background: #f6f5f2; color: #1f2421; font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 34em; margin: 0 auto; padding: 32px 24px; }
a { color: #0b5f4e; overflow-wrap: anywhere; }
.button { display: inline-block; padding: 12px 20px; border-radius: 8px; background: #0b5f4e; color: #ffffff;
  font-weight: 600; text-decoration: none; }
.quiet { color: #565d58; font-size: 14px; }
@media (prefers-color-scheme: dark) {
  body { background: #16191a; color: #eceeec; }
  a { color: #7fd6c0; }
  .button { background: #7fd6c0; color: #10201c; }
  .quiet { color: #b0b7b3; }
}`;
