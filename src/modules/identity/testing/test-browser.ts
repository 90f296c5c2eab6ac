import type { HttpApp } from "../../../kernel/http/types.ts";

interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly headers: Record<string, unknown>;
  /** Whole `set-cookie` lines. */
  readonly cookies: readonly string[];
}

/** Keeps cookies and sends the CSRF token of the last answer that held one, as our pages do. */
export class TestBrowser {
  readonly cookies = new Map<string, string>();
  readonly #http: HttpApp;
  readonly ip: string;
  csrf = "";
  userAgent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

  constructor(http: HttpApp, ip: string) {
    this.#http = http;
    this.ip = ip;
  }

  get(url: string): Promise<Answer> {
    return this.send("GET", url);
  }

  post(url: string, body?: object): Promise<Answer> {
    return this.send("POST", url, body);
  }

  async send(method: "GET" | "POST" | "PATCH" | "DELETE", url: string, body?: object): Promise<Answer> {
    const response = await this.#http.inject({
      method,
      url,
      remoteAddress: this.ip,
      headers: { "user-agent": this.userAgent, "x-csrf-token": this.csrf },
      cookies: Object.fromEntries(this.cookies),
      ...(body === undefined ? {} : { payload: body }),
    });
    for (const cookie of response.cookies) {
      if (cookie.value === "") this.cookies.delete(cookie.name);
      else this.cookies.set(cookie.name, cookie.value);
    }
    const lines = response.headers["set-cookie"];
    const json = response.body === "" ? {} : response.json<Record<string, unknown>>();
    if (typeof json.csrfToken === "string") this.csrf = json.csrfToken;
    return {
      status: response.statusCode,
      body: json,
      headers: response.headers,
      cookies: lines === undefined ? [] : [lines].flat(),
    };
  }

  signIn(email: string, password: string, remember = false): Promise<Answer> {
    return this.post("/api/auth/sign-in", { email, password, remember });
  }
}
