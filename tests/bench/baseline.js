// CPU seconds that another extractor takes for a text, paragraph by paragraph, after a warm-up: node baseline.js recognizers|chrono|wink FILE
const fs = require("fs");
const [tool, file] = process.argv.slice(2);
const lines = fs.readFileSync(file, "utf8").split("\n").filter(Boolean);

const tools = {
  recognizers() {
    const r = require("@microsoft/recognizers-text-suite");
    const culture = r.Culture.English;
    return (s) => [r.recognizeNumber(s, culture), r.recognizePercentage(s, culture), r.recognizeCurrency(s, culture),
      r.recognizeDimension(s, culture), r.recognizeDateTime(s, culture)];
  },
  chrono() {
    const c = require("chrono-node");
    return (s) => c.parse(s);
  },
  wink() {
    const nlp = require("wink-nlp")(require("wink-eng-lite-web-model"));
    return (s) => nlp.readDoc(s).entities().out();
  },
};
const run = tools[tool]();
lines.slice(0, 5).forEach(run);
const before = process.cpuUsage();
lines.forEach(run);
const used = process.cpuUsage(before);
console.log((used.user + used.system) / 1e6);
