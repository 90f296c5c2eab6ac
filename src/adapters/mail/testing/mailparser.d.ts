/** The package brings no types; this is the part that tests use. */
declare module "mailparser" {
  interface Mailbox {
    readonly name: string;
    readonly address?: string;
  }
  interface ParsedMail {
    readonly subject?: string;
    readonly text?: string;
    readonly html: string | false;
    readonly messageId?: string;
    readonly from?: { readonly value: readonly Mailbox[] };
    readonly to?: { readonly value: readonly Mailbox[] };
    readonly headers: ReadonlyMap<string, unknown>;
  }
  export function simpleParser(source: NodeJS.ReadableStream): Promise<ParsedMail>;
}
