// The desk, started by the test and opened from other programs: what browsers and tools need.
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync, existsSync, mkdirSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
export const program = process.env.CLAIMLEDGER_BIN || join(root, "claimledger");
export const shots = join(root, "tests/web/shots");
mkdirSync(shots, { recursive: true });

export const browserPath = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);

export function run(...args) {
  const r = spawnSync(program, args, { encoding: "utf8", maxBuffer: 1 << 28 });
  if (r.status !== 0) throw new Error(`claimledger ${args.join(" ")}: exit ${r.status}: ${r.stderr}`);
  return r.stdout;
}

export function folder() {
  const path = mkdtempSync(join(tmpdir(), "claimledger-web-"));
  process.on("exit", () => rmSync(path, { recursive: true, force: true }));
  return path;
}

/* A ledger of the given inputs. */
export function ledger(...inputs) {
  const file = join(folder(), "test.ledger");
  run("ingest", "-L", file, ...inputs);
  return file;
}

export function articles(list) {
  const file = join(folder(), "articles.ndjson");
  writeFileSync(file, list.map((a) => JSON.stringify(a) + "\n").join(""));
  return file;
}

/* Starts `serve`; resolves to {url, pid, stop}. */
export function serve(file, ...args) {
  const child = spawn(program, ["serve", "-L", file, "--port", "0", ...args], { stdio: ["ignore", "pipe", "pipe"] });
  process.on("exit", () => child.kill("SIGKILL"));
  return new Promise((done, fail) => {
    let out = "", err = "";
    child.stderr.on("data", (d) => (err += d));
    child.on("exit", (code) => fail(new Error(`serve ended with ${code}: ${err}`)));
    child.stdout.on("data", (d) => {
      out += d;
      if (out.includes("\n")) done({ url: out.trim().replace(/\/$/, ""), pid: child.pid, stop: () => new Promise((r) => (child.on("exit", r), child.kill("SIGINT"))) });
    });
  });
}

/* A request as it stands, with any method, headers and body. */
export function ask(url, { method = "GET", headers = {}, body } = {}) {
  return new Promise((done, fail) => {
    const r = request(url, { method, headers }, (answer) => {
      let text = "";
      answer.setEncoding("utf8");
      answer.on("data", (d) => (text += d));
      answer.on("end", () => done({ status: answer.statusCode, headers: answer.headers, text }));
    });
    r.on("error", fail);
    if (body) r.write(body);
    r.end();
  });
}
