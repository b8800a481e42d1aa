// Opens pages in headless Chromium with the network forbidden and judges them with axe-core.
// usage: node check_page.mjs MODULES-FOLDER CHROMIUM FILE.html ...; prints each fault.
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [folder, chromium, ...paths] = process.argv.slice(2);
const require = createRequire(pathToFileURL(resolve(folder, "node_modules/")) + "/");
const puppeteer = require("puppeteer-core");
const axe = await readFile(require.resolve("axe-core/axe.min.js"), "utf8");
const browser = await puppeteer.launch({
  executablePath: chromium,
  args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
});
let faults = 0;
function fault(path, words) {
  console.log(`${path}: ${words}`);
  faults++;
}

for (const path of paths) {
  const page = await browser.newPage();
  const own = pathToFileURL(resolve(path)).href;
  await page.setRequestInterception(true);
  page.on("request", (request) => {
    const isOwn = request.url().split("#")[0] === own || request.url().startsWith("data:");
    if (!isOwn) fault(path, `asks the network for ${request.url()}`);
    isOwn ? request.continue() : request.abort();
  });
  page.on("pageerror", (error) => fault(path, `script: ${error.message}`));
  page.on("console", (said) => said.type() === "error" && fault(path, `console: ${said.text()}`));
  await page.setBypassCSP(true);
  for (const width of [1280, 320]) {
    await page.setViewport({ width, height: 900 });
    await page.goto(own);
    await page.evaluate(axe);
    const result = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
    if (result.passes.length < 10) fault(path, `axe looked at ${result.passes.length} rules only`);
    for (const violation of result.violations) {
      const where = violation.nodes.map((node) => node.target.join(" ")).slice(0, 3).join("; ");
      fault(path, `${width} wide: ${violation.id} (${violation.nodes.length}): ${violation.help}: ${where}`);
    }
    const taken = await page.evaluate(() => document.documentElement.scrollWidth); // which axe does not ask
    if (taken > width) fault(path, `${width} wide: the page takes ${taken}, and must be scrolled sideways`);
  }
  await page.close();
}
await browser.close();
process.exit(faults > 0 ? 1 : 0);
