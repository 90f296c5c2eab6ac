/** The page's content-security-policy nonce, as the server wrote it. */
export function styleNonce(): string {
  return document.querySelector('meta[name="csp-nonce"]')?.getAttribute("content") ?? "";
}

/** The scroll lock of dialogs makes its own style element and looks for the nonce where webpack would put it. */
export function adoptNonce(): void {
  Object.assign(globalThis, { __webpack_nonce__: styleNonce() });
}
