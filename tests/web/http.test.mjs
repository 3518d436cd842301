// What the desk answers to those who are not a friendly browser.
import assert from "node:assert/strict";
import { connect } from "node:net";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { ask, folder, ledger, root, run, serve } from "./desk.mjs";

let file, desk, open, conflict;
const token = "a-token-of-this-test-0123456789";

before(async () => {
  file = ledger(join(root, "corpus/sample"));
  desk = await serve(file);
  const path = join(folder(), "token");
  writeFileSync(path, token + "\n");
  open = await serve(file, "--token", path);
  conflict = JSON.parse((await ask(desk.url + "/conflicts.json")).text).rows[0].id;
});
after(async () => {
  await desk.stop();
  await open.stop();
});

test("every page comes with the strict headers", async () => {
  for (const path of ["/", "/claims", "/entities", "/sources", "/check", "/sql", "/desk.css", "/nothing"]) {
    const { headers } = await ask(desk.url + path);
    assert.match(headers["content-security-policy"], /^default-src 'none'/, path);
    assert.doesNotMatch(headers["content-security-policy"], /unsafe/, path);
    assert.equal(headers["x-content-type-options"], "nosniff", path);
    assert.equal(headers["referrer-policy"], "no-referrer", path);
  }
});

test("unknown pages, conflicts and files are 404", async () => {
  for (const path of ["/nothing", "/conflict/x:00", "/claim/c:zz", "/entity/Nobody%20At%20All", "/desk.exe", "/../../etc/passwd", "/source/d:1"])
    assert.equal((await ask(desk.url + path)).status, 404, path);
  for (const path of ["/nothing", "/conflict/x:00"])
    assert.equal((await ask(desk.url + path)).headers["content-type"], "text/html; charset=utf-8", path);
});

test("a foreign Host is 421", async () => {
  for (const host of ["evil.example", "127.0.0.1:1", "localhost"])
    assert.equal((await ask(desk.url + "/", { headers: { host } })).status, 421, host);
});

test("other methods are 405", async () => {
  for (const method of ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"]) {
    const r = await ask(desk.url + "/", { method });
    assert.equal(r.status, 405, method);
    assert.equal(r.headers.allow, "GET, HEAD");
  }
});

test("a body that is too large is 413", async () => {
  const r = await ask(open.url + "/conflict/" + conflict, { method: "POST", headers: { authorization: "Bearer " + token, "content-length": "10000000" } }).catch((e) => e);
  assert.ok(r.status === 413, String(r.status ?? r));
});

test("an endless address is refused", async () => {
  assert.equal((await ask(desk.url + "/claims/" + "a".repeat(3000))).status, 414);
  const r = await ask(desk.url + "/claims?q=" + "a".repeat(100000)).catch(() => ({ status: 0 }));
  assert.ok([0, 413, 414, 431].includes(r.status), String(r.status));
});

test("SQL that writes, reads files or runs long is refused", async () => {
  for (const sql of ["DELETE FROM claim", "PRAGMA user_version=9", "ATTACH '/etc/passwd' AS x", "UPDATE document SET title=''", "SELECT load_extension('x')", "SELECT readfile('/etc/passwd')", "VACUUM INTO '/tmp/x'"]) {
    const { text } = await ask(desk.url + "/sql?sql=" + encodeURIComponent(sql));
    assert.match(text, /role="alert"/, sql);
  }
  const start = Date.now();
  const { text } = await ask(desk.url + "/sql?sql=" + encodeURIComponent("WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n+1 FROM c) SELECT count(*) FROM c"));
  assert.match(text, /role="alert"/);
  assert.ok(Date.now() - start < 6000, `${Date.now() - start} ms`);
  assert.match((await ask(desk.url + "/sql?sql=" + encodeURIComponent("SELECT count(*) AS figures FROM claims"))).text, /<th[^>]*>figures/);
});

test("a client that sends slowly is dropped", { timeout: 30000 }, async () => {
  const { hostname, port } = new URL(desk.url);
  const seconds = await new Promise((done) => {
    const start = Date.now(), socket = connect(port, hostname);
    socket.write("GET / HTTP/1.1\r\n");
    socket.on("close", () => done((Date.now() - start) / 1000));
    socket.on("error", () => {});
    socket.resume();
  });
  assert.ok(seconds < 20, `${seconds} s`);
});

test("a desk with a token answers nobody without it", async () => {
  assert.equal((await ask(open.url + "/")).status, 401);
  assert.equal((await ask(open.url + "/?token=wrong")).status, 401);
  assert.equal((await ask(open.url + "/", { headers: { authorization: "Bearer " + token } })).status, 200);
  const first = await ask(open.url + "/?token=" + token);
  assert.equal(first.status, 200);
  const cookie = first.headers["set-cookie"][0];
  assert.match(cookie, /HttpOnly; SameSite=Strict/);
  assert.equal((await ask(open.url + "/claims", { headers: { cookie: cookie.split(";")[0] } })).status, 200);
});

test("a decision is recorded, and shown", async () => {
  const url = open.url + "/conflict/" + conflict, headers = { authorization: "Bearer " + token, "content-type": "application/x-www-form-urlencoded" };
  const bad = await ask(url, { method: "POST", headers, body: "action=explode&who=Ana" });
  assert.equal(bad.status, 400);
  assert.match(bad.text, /no such action/);
  assert.equal((await ask(url, { method: "POST", headers, body: "action=dismiss" })).status, 400);
  const r = await ask(url, { method: "POST", headers, body: "action=annotate&who=Ana+Lis&reason=asked+the+%3Cpress%3E+office" });
  assert.equal(r.status, 303);
  const { text } = await ask(url, { headers });
  assert.match(text, /Ana Lis/);
  assert.match(text, /asked the &lt;press&gt; office/);
  assert.equal(JSON.parse(run("stats", "-L", file, "-f", "ndjson").split("\n")[0]).reviews, 1);
});

test("each page has its data", async () => {
  for (const path of ["/claims", "/conflicts", "/entities", "/sources", "/conflict/" + conflict]) {
    const json = await ask(desk.url + path + ".json"), csv = await ask(desk.url + path + ".csv");
    assert.equal(json.headers["content-type"], "application/json; charset=utf-8", path);
    assert.doesNotThrow(() => JSON.parse(json.text), path);
    assert.equal(csv.headers["content-type"], "text/csv; charset=utf-8", path);
    assert.ok(csv.text.split("\n").length > 1, path);
  }
});

test("a claim is a Web Annotation", async () => {
  const id = JSON.parse((await ask(desk.url + "/claims.json?q=nvidia")).text).rows[0].id;
  const r = await ask(`${desk.url}/claim/${id}.jsonld`), note = JSON.parse(r.text);
  assert.match(r.headers["content-type"], /^application\/ld\+json/);
  assert.equal(note.type, "Annotation");
  assert.match(JSON.stringify(note.target), /TextQuoteSelector/);
  assert.equal((await ask(desk.url + "/claims.jsonld")).status, 404);
});

test("eight clients at once are all served", async () => {
  const paths = ["/", "/claims", "/entities", "/sources", "/check", "/claims?q=nvidia", "/conflict/" + conflict, "/sql"];
  const client = async (k) => {
    for (let i = 0; i < 50; i++) assert.equal((await ask(desk.url + paths[(i + k) % paths.length])).status, 200);
  };
  await Promise.all([0, 1, 2, 3, 4, 5, 6, 7].map(client));
});

test("a draft is judged figure by figure", async () => {
  const draft = "Nvidia lost $600 billion in market value on Monday. Velm Tools hired 250 people.";
  const { status, text } = await ask(desk.url + "/check?date=2025-01-29&text=" + encodeURIComponent(draft));
  assert.equal(status, 200);
  assert.match(text, /\$600 billion/);
  assert.match(text, /independent sources? supports? it/);
  assert.match(text, /The ledger has no figure to hold against it\./);
  assert.equal((await ask(desk.url + "/check")).status, 200);
  assert.equal((await ask(desk.url + "/check?text=%00%ff&date=nonsense")).status < 500, true);
});
