// What is exported as JSON-LD, as jsonld.js reads it: each property is a term of the vocabulary, each claim is there.
import assert from "node:assert/strict";
import { join } from "node:path";
import { before, test } from "node:test";
import jsonld from "jsonld";
import { ledger, root, run } from "./desk.mjs";

const oa = "http://www.w3.org/ns/oa#", schema = "http://schema.org/";
const as = "https://www.w3.org/ns/activitystreams#", rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#", dc = "http://purl.org/dc/elements/1.1/";
// As the two vocabularies define these terms; nothing is fetched. A property that is not here is an error, so a new one is to be looked up.
const link = (id) => ({ "@id": id, "@type": "@id" });
const word = (id) => ({ "@id": id, "@type": "@vocab" });
const contexts = {
  "http://www.w3.org/ns/anno.jsonld": {
    id: "@id", type: "@type", Annotation: oa + "Annotation", AnnotationPage: as + "OrderedCollectionPage", TextualBody: oa + "TextualBody", SpecificResource: oa + "SpecificResource",
    TextQuoteSelector: oa + "TextQuoteSelector", TextPositionSelector: oa + "TextPositionSelector", DataPositionSelector: oa + "DataPositionSelector",
    body: link(oa + "hasBody"), target: link(oa + "hasTarget"), source: link(oa + "hasSource"), selector: link(oa + "hasSelector"), motivation: word(oa + "motivatedBy"), purpose: word(oa + "hasPurpose"),
    describing: oa + "describing", linking: oa + "linking", items: { "@id": as + "items", "@type": "@id", "@container": "@list" },
    exact: oa + "exact", prefix: oa + "prefix", suffix: oa + "suffix", start: oa + "start", end: oa + "end", format: dc + "format", value: rdf + "value",
  },
  "https://schema.org": Object.fromEntries(
    ["Claim", "Organization", "Person", "Place", "Event", "Thing", "PropertyValue", "NewsArticle", "text", "name", "about", "appearance", "temporalCoverage", "propertyID", "description", "value",
      "minValue", "maxValue", "unitText", "unitCode", "startDate", "endDate", "url", "headline", "datePublished", "publisher", "author", "measurementTechnique"].map((term) => [term, schema + term])),
};
const read = (text) => jsonld.expand(JSON.parse(text), { safe: true, documentLoader: async (url) => ({ documentUrl: url, document: { "@context": contexts[url] } }) });

let file, claims;
before(() => {
  file = ledger(join(root, "corpus/sample"));
  claims = run("query", "-L", file, "-f", "ndjson").trim().split("\n").length;
});

test("web annotations", async () => {
  const [page] = await read(run("export", "-L", file, "--w3c"));
  const notes = page[as + "items"][0]["@list"];
  assert.equal(notes.length, claims);
  for (const note of notes) {
    assert.match(note["@id"], /^urn:claimledger:c:/);
    assert.equal(note[oa + "motivatedBy"][0]["@id"], oa + "describing");
    assert.equal(note[oa + "hasTarget"][0][oa + "hasSelector"].length, 3);
    assert.match(note[oa + "hasTarget"][0][oa + "hasSource"][0]["@id"], /^(https?|urn):/);
  }
});

test("claims of schema.org", async () => {
  const graph = await read(run("export", "-L", file, "--jsonld"));
  assert.equal(graph.length, run("export", "-L", file, "--jsonld", "-f", "ndjson").trim().split("\n").length);
  for (const claim of graph) assert.deepEqual(claim["@type"], [schema + "Claim"]);
});
