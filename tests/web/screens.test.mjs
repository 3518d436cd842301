// Every screen in Chromium: light, dark and narrow; axe-core finds nothing, nothing scrolls sideways, no error in the console. Leaves pictures in shots/.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";
import { ask, browserPath, ledger, root, serve, shots } from "./desk.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const draft = "Nvidia lost $600 billion in market value on Monday. Norsund Cables is bought for $4.2 million.";
const looks = {
  light: { viewport: { width: 1240, height: 900 }, colorScheme: "light" },
  dark: { viewport: { width: 1240, height: 900 }, colorScheme: "dark" },
  narrow: { viewport: { width: 400, height: 800 }, colorScheme: "light" },
};
let desk, browser, screens;

before(async () => {
  desk = await serve(ledger(join(root, "corpus/sample")));
  browser = await chromium.launch({ executablePath: browserPath, args: ["--no-sandbox", "--disable-gpu"] });
  const rows = async (page) => JSON.parse((await ask(desk.url + page)).text).rows;
  const conflict = (await rows("/conflicts.json"))[0].id, claim = (await rows("/claims.json?q=nvidia"))[0];
  screens = {
    conflicts: "/",
    conflict: "/conflict/" + conflict,
    claims: "/claims",
    search: "/claims?q=nvidia",
    claim: "/claim/" + claim.id,
    entities: "/entities",
    entity: "/entity/Nvidia",
    sources: "/sources",
    source: "/source/" + claim.document,
    check: "/check?date=2025-01-28&text=" + encodeURIComponent(draft),
    sql: "/sql?sql=" + encodeURIComponent("SELECT measure, unit, count(*) AS claims FROM claims GROUP BY 1, 2 ORDER BY 3 DESC"),
    missing: "/conflict/x:00",
  };
});
after(async () => {
  await browser?.close();
  await desk?.stop();
});

for (const [look, options] of Object.entries(looks))
  test(`${look}: each screen is sound`, { timeout: 240000 }, async (t) => {
    const context = await browser.newContext({ ...options, reducedMotion: "reduce", bypassCSP: true });
    for (const [name, path] of Object.entries(screens))
      await t.test(name, async () => {
        const page = await context.newPage(), said = [];
        page.on("console", (m) => m.type() === "error" && !/404/.test(m.text()) && said.push(m.text()));
        page.on("pageerror", (e) => said.push(String(e)));
        await page.goto(desk.url + path);
        await page.screenshot({ path: join(shots, `${name}-${look}.png`), fullPage: true });
        assert.deepEqual(said, []);
        const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(over <= 0, `scrolls sideways by ${over} px`);
        await page.evaluate(axe);
        const { violations } = await page.evaluate(() => globalThis.axe.run());
        assert.deepEqual(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(" ")).slice(0, 3).join(" | ")}`), []);
        await page.close();
      });
    await context.close();
  });

test("the board of a planted conflict shows line, readings and reasons", async () => {
  const context = await browser.newContext({ ...looks.light, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(desk.url + screens.conflict);
  assert.ok((await page.locator("svg.nl.wide .dot, svg.nl.wide .open").count()) >= 2);
  assert.ok((await page.locator("article.card blockquote mark").count()) >= 2);
  assert.match(await page.locator(".why").innerText(), /allows/);
  await context.close();
});

test("from the list to the proof by keyboard alone", async () => {
  const context = await browser.newContext(looks.light), page = await context.newPage();
  await page.goto(desk.url + "/");
  for (let i = 0; i < 30; i++) {
    await page.keyboard.press("Tab");
    if (await page.evaluate(() => document.activeElement.matches("a.item"))) break;
  }
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/conflict\/x(:|%3A)/);
  await page.getByRole("link", { name: "The claim" }).first().focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/claim\/c(:|%3A)/);
  assert.match(await page.locator("main").innerText(), /bytes/i);
  await context.close();
});

test("on paper there is no navigation", async () => {
  const context = await browser.newContext(looks.light), page = await context.newPage();
  await page.goto(desk.url + screens.conflict);
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator("nav").isVisible(), false);
  await context.close();
});
