/** Names under which a secret travels, in any spelling: `set-cookie`, `setCookie`, `SET_COOKIE`. */
const SECRET_NAME =
  /^(?:proxy)?authorization$|cookies?$|passw(?:or)?d$|passphrase$|token$|secrets?$|credentials?$|(?:api|secret|private|signing|encryption|access|master|license)keys?$/;

/** Every `*_key` and `*-key` counts as well. */
const KEY_SUFFIX = /[-_]keys?$/i;

/** One cheap search decides whether a line is looked at more closely: it may say yes too often, never too seldom. */
const SUSPICION =
  /authori|cookie|passw|passphrase|token|secret|credential|key|bearer|basic|eyj|code=|sig|[spr]k[-_]|whsec|xox|gh[op][-_]|aiza|:\/\/[^/\s]*@/i;

export function maySecretsBeIn(line: string): boolean {
  return SUSPICION.test(line);
}

export function isSecretName(name: string): boolean {
  return KEY_SUFFIX.test(name) || SECRET_NAME.test(name.replace(/[-_]/g, "").toLowerCase());
}

/** Text in which a secret gives itself away by its shape, and what stays of it. */
const SHAPES: readonly (readonly [RegExp, string])[] = [
  [/\b(?:sk|pk|rk|gsk|whsec|xox[abeprs]|gh[op])[-_][\w-]{8,}/g, "[redacted]"],
  [/\bAIza[\w-]{20,}/g, "[redacted]"],
  [/\beyJ[\w-]{8,2000}\.[\w-]{8,}\.[\w-]*/g, "[redacted]"],
  [/\b(Bearer|Basic)\s+[\w.~+/-]{8,}=*/gi, "$1 [redacted]"],
  [/(:\/\/[^\s/:@]*):[^\s/@]+@/g, "$1:[redacted]@"],
  [/([?&#](?:[\w-]*(?:token|secret|key|password|sig|signature)|code)=)[^&\s#"]+/gi, "$1[redacted]"],
];

export function withoutSecrets(text: string): string {
  let clean = text;
  for (const [shape, rest] of SHAPES) clean = clean.replace(shape, rest);
  return clean;
}
