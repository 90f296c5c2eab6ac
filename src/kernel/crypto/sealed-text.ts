import { EMPTY_BOX_BYTES, KEY_BYTES } from "./authenticated-box.ts";
import { SealError } from "./seal-error.ts";

/** `v1.<key id>.<wrapped data key>.<body>`, boxes in base64url; each box begins with its nonce. */
export interface SealedParts {
  readonly keyId: string;
  readonly wrappedKey: Buffer;
  readonly body: Buffer;
}

export const VERSION = "v1";

export function formatSealed({ keyId, wrappedKey, body }: SealedParts): string {
  return [VERSION, keyId, wrappedKey.toString("base64url"), body.toString("base64url")].join(".");
}

/** @throws SealError for anything that {@link formatSealed} cannot have written */
export function parseSealed(sealed: string): SealedParts {
  const [version, keyId = "", key = "", text = "", ...rest] = sealed.split(".", 5);
  if (version !== VERSION || rest.length > 0 || !/^[0-9a-f]{16}$/.test(keyId)) throw notSealed();
  const wrappedKey = strictBytes(key);
  const body = strictBytes(text);
  if (wrappedKey.length !== EMPTY_BOX_BYTES + KEY_BYTES || body.length < EMPTY_BOX_BYTES) throw notSealed();
  return { keyId, wrappedKey, body };
}

/** Node skips what is not base64url; one secret shall have one text only. */
function strictBytes(text: string): Buffer {
  const bytes = Buffer.from(text, "base64url");
  if (bytes.toString("base64url") !== text) throw notSealed();
  return bytes;
}

function notSealed(): SealError {
  return new SealError("This is not a sealed secret of a version that is known here.");
}
