// Three hundred hostile strings as text, title, address, publisher, name and search word: none runs, none breaks a page.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";
import { articles, ask, browserPath, folder, ledger, run, serve } from "./desk.mjs";

const call = "globalThis.hit=1";
const seeds = [
  `<script>${call}</script>`, `</title><script>${call}</script>`, `</textarea><script>${call}</script>`, `</style><script>${call}</script>`,
  `<img src=x onerror=${call}>`, `<svg onload=${call}>`, `<svg><script>${call}</script></svg>`, `<math><mtext></mtext><script>${call}</script></math>`,
  `"><img src=x onerror=${call}>`, `'><img src=x onerror=${call}>`, `" onmouseover="${call}" x="`, `' onfocus='${call}' autofocus='`,
  `javascript:${call}`, `JaVaScRiPt:${call}`, ` javascript:${call}`, `data:text/html,<script>${call}</script>`, `vbscript:${call}`,
  `<a href="javascript:${call}">x</a>`, `<iframe srcdoc="<script>${call}</script>">`, `<object data="javascript:${call}">`, `<base href="//evil.example/">`,
  `<meta http-equiv=refresh content="0;url=javascript:${call}">`, `<link rel=stylesheet href=//evil.example/x.css>`, `<!--><script>${call}</script>-->`,
  `]]><script>${call}</script>`, `{{constructor.constructor('${call}')()}}`, `\${${call}}`, `<details open ontoggle=${call}>`, `&lt;script&gt;${call}&lt;/script&gt;`,
  `&#60;script&#62;${call}&#60;/script&#62;`,
];
const wraps = [
  (s) => s, (s) => s.toUpperCase().replace(/GLOBALTHIS.HIT/g, "globalThis.hit"), (s) => "\u0000" + s, (s) => s.replace(/</g, "<\u0000"), (s) => "\u202e" + s,
  (s) => s.replace(/ /g, "\t"), (s) => s.replace(/ /g, "/"), (s) => s + "\n\r" + s, (s) => encodeURIComponent(s), (s) => "＜script＞" + s,
];
const strings = wraps.flatMap((w) => seeds.map(w));
let desk, browser, file;

before(async () => {
  file = ledger(articles(strings.map((s, i) => ({
    id: `${i} ${s}`, title: `Firm ${s} gains 5 percent`, url: i % 2 ? s : `https://x.example/${s}`, source: s, date: "2025-03-04",
    text: `Shares of Brightwell Energy ${s} rose 5 percent to $4.${i} million on Monday, ${s} said. "${s}," said Anna ${s} of ${s} Group, which has 1,${100 + i} workers.`,
  }))));
  desk = await serve(file);
  browser = await chromium.launch({ executablePath: browserPath, args: ["--no-sandbox", "--disable-gpu"] });
});
after(async () => {
  await browser?.close();
  await desk?.stop();
});

async function harmless(page, url) {
  await page.goto(url);
  assert.equal(await page.evaluate(() => globalThis.hit), undefined, url);
  assert.equal(await page.evaluate(() => document.querySelectorAll("script").length), 1, url);
  assert.equal(await page.evaluate(() => document.querySelectorAll("iframe, object, embed, base, meta[http-equiv], [onerror], [onload], [onmouseover], [onfocus], [ontoggle]").length), 0, url);
  assert.equal(await page.evaluate(() => [...document.querySelectorAll("[href]")].filter((a) => !/^(https?:|\/|#|[a-z0-9_-]+\.(html|css|svg|js)$|[a-z0-9_-]+\.html#)/i.test(a.getAttribute("href"))).map((a) => a.getAttribute("href")).join(" ")), "", url);
}

test("three hundred strings", () => assert.ok(strings.length >= 300));

test("as article, title, address, publisher and name", { timeout: 300000 }, async () => {
  const page = await (await browser.newContext({ bypassCSP: true })).newPage(); // only the escaping protects here
  const list = (name) => ask(desk.url + name).then((r) => JSON.parse(r.text).rows);
  for (const d of (await list("/sources.json?_size=400")).slice(0, 60)) await harmless(page, `${desk.url}/source/${d.id}`);
  for (const e of (await list("/entities.json")).slice(0, 60)) await harmless(page, `${desk.url}/entity/${encodeURIComponent(e.name)}`);
  for (const c of (await list("/claims.json")).slice(0, 60)) await harmless(page, `${desk.url}/claim/${c.id}`);
  for (const c of (await list("/conflicts.json")).slice(0, 30)) await harmless(page, `${desk.url}/conflict/${c.id}`);
  for (const p of ["/", "/claims", "/entities", "/sources"]) await harmless(page, desk.url + p);
});

test("as search word, draft, query and path", { timeout: 300000 }, async () => {
  const page = await (await browser.newContext({ bypassCSP: true })).newPage();
  for (const s of strings) await harmless(page, `${desk.url}/claims?q=${encodeURIComponent(s)}`);
  for (const s of strings.slice(0, 60)) {
    await harmless(page, `${desk.url}/check?text=${encodeURIComponent("It lost $5 million. " + s)}`);
    await harmless(page, `${desk.url}/sql?sql=${encodeURIComponent(s)}`);
    await harmless(page, `${desk.url}/entity/${encodeURIComponent(s)}`);
  }
});

test("as a report on disk", { timeout: 120000 }, async () => {
  const dir = join(folder(), "report");
  run("export", "-L", file, "--report", dir);
  const page = await (await browser.newContext()).newPage();
  await harmless(page, "file://" + join(dir, "index.html"));
  await harmless(page, "file://" + join(dir, "sources.html"));
});
