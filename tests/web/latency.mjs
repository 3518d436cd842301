// How long each page takes on a large ledger: node latency.mjs LEDGER. Prints the median and the slowest of 20 calls in milliseconds, and the memory
// of the server before and after 8 clients. Ends with 1 when a median is above 100 ms.
import { readFileSync } from "node:fs";
import { ask, serve } from "./desk.mjs";

const desk = await serve(process.argv[2]), rss = () => Number(readFileSync(`/proc/${desk.pid}/status`, "utf8").match(/VmRSS:\s+(\d+)/)[1]) / 1024;
const rows = async (page) => JSON.parse((await ask(desk.url + page)).text).rows;
const conflicts = await rows("/conflicts.json"), claims = await rows("/claims.json"), names = await rows("/entities.json");
const pick = (list, i) => encodeURIComponent(list[i % list.length].id ?? list[i % list.length].name);
const words = ["revenue", "market share", "jobs", "profit value:>50m", "date:2019-03", "kind:money", "ford motors", "nothing-like-this"];
const pages = {
  conflicts: () => "/conflicts", conflict: (i) => "/conflict/" + pick(conflicts, i), claims: () => "/claims", "claims, next page": () => "/claims?_next=500000",
  search: (i) => "/claims?q=" + encodeURIComponent(words[i % words.length]), claim: (i) => "/claim/" + pick(claims, i), entities: () => "/entities",
  entity: (i) => "/entity/" + pick(names, i), sources: () => "/sources", source: (i) => "/source/" + encodeURIComponent(claims[i % claims.length].document),
  check: () => "/check?text=" + encodeURIComponent("Norley Mobile said its revenue rose by 26 percent to $730 million in the first quarter."),
};
let slow = 0;
const time = async (path) => {
  const start = performance.now(), answer = await ask(desk.url + path);
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`);
  return performance.now() - start;
};
for (const [name, path] of Object.entries(pages)) {
  const ms = [];
  for (let i = 0; i < 20; i++) ms.push(await time(path(i)));
  ms.sort((a, b) => a - b);
  if (ms[10] > 100) slow++;
  console.log(`${name.padEnd(20)} median ${ms[10].toFixed(1).padStart(7)} ms   slowest ${ms[19].toFixed(1).padStart(7)} ms`);
}
const list = Object.values(pages), before = rss();
await Promise.all([0, 1, 2, 3, 4, 5, 6, 7].map(async (k) => {
  for (let i = 0; i < 40; i++) await time(list[(i + k) % list.length](i));
}));
const middle = rss();
await Promise.all([0, 1, 2, 3, 4, 5, 6, 7].map(async (k) => {
  for (let i = 0; i < 40; i++) await time(list[(i + k) % list.length](i));
}));
console.log(`8 clients            memory ${before.toFixed(0)} MB, then ${middle.toFixed(0)} MB, then ${rss().toFixed(0)} MB`);
await desk.stop();
process.exit(slow ? 1 : 0);
