import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { gunzipSync } from "node:zlib";

const run = promisify(execFile);
const DOWNLOAD_MS = 180_000;

/** Debian's manuals: two long ones as PDF, the others as pages; three languages beside English. */
const PACKAGES: readonly { readonly name: string; readonly folder: string; readonly files: RegExp }[] = [
  {
    name: "developers-reference",
    folder: "usr/share/developers-reference",
    files: /^developers-reference\.pdf$/,
  },
  { name: "debian-policy", folder: "usr/share/doc/debian-policy", files: /^policy\.pdf\.gz$/ },
  {
    name: "debian-reference-en",
    folder: "usr/share/debian-reference",
    files: /^(?:ch\d\d|apa|pr01)\.en\.html$/,
  },
  { name: "debian-faq", folder: "usr/share/doc/debian/FAQ", files: /^(?!index).*\.en\.html$/ },
  { name: "debian-faq-de", folder: "usr/share/doc/debian/FAQ/de", files: /^(?!index).*\.html$/ },
  { name: "maint-guide-fr", folder: "usr/share/doc/maint-guide-fr/html", files: /^(?!index).*\.html$/ },
  { name: "maint-guide-es", folder: "usr/share/doc/maint-guide-es/html", files: /^(?!index).*\.html$/ },
];

/**
 * Puts the manuals into a folder, a folder a package: from the system where a package is installed, else from
 * Debian's archive.
 * @returns the versions
 * @throws Error that says what to do, where neither works
 */
export async function fetchManuals(
  cache: string,
  say: (line: string) => void,
): Promise<{
  folder: string;
  versions: Record<string, string>;
}> {
  const corpus = join(cache, "debian-manuals");
  const versions: Record<string, string> = {};
  for (const { name, folder, files } of PACKAGES) {
    const target = join(corpus, name);
    const noted = join(cache, `${name}.version`);
    if (!existsSync(noted)) {
      say(`Fetching ${name}`);
      const { root, version } = (await installed(name, folder)) ?? (await download(cache, name));
      await rm(target, { recursive: true, force: true });
      await mkdir(target, { recursive: true });
      for (const file of await readdir(join(root, folder))) {
        if (files.test(file)) await put(join(root, folder, file), target);
      }
      await writeFile(noted, version);
    }
    versions[name] = await readFile(noted, "utf8");
  }
  return { folder: corpus, versions };
}

async function put(file: string, target: string): Promise<void> {
  if (!file.endsWith(".gz")) return copyFile(file, join(target, basename(file)));
  await writeFile(join(target, basename(file, ".gz")), gunzipSync(await readFile(file)));
}

async function installed(name: string, folder: string): Promise<{ root: string; version: string } | null> {
  try {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg's own placeholders
    const { stdout } = await run("dpkg-query", ["-W", "-f=${Version} ${db:Status-Status}", name]);
    const [version = "", status] = stdout.split(" ");
    return status === "installed" && existsSync(`/${folder}`) ? { root: "/", version } : null;
  } catch {
    return null;
  }
}

async function download(cache: string, name: string): Promise<{ root: string; version: string }> {
  const folder = join(cache, "packages", name);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  try {
    await run("apt-get", ["download", name], { cwd: folder, timeout: DOWNLOAD_MS });
    const file = (await readdir(folder)).find((one) => one.endsWith(".deb")) ?? "";
    await run("dpkg", ["-x", join(folder, file), join(folder, "root")]);
    return { root: join(folder, "root"), version: file.split("_")[1] ?? "" };
  } catch (error) {
    throw new Error(
      `The package ${name} could not be fetched. On Debian or Ubuntu run "apt-get update" first; elsewhere pass your own ` +
        "documents: --corpus <folder> --questions <file.jsonl>.",
      { cause: error },
    );
  }
}
