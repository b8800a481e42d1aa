// Reads a paper's structure tree with pdf.js, a reader that shares no code with qpdf: what a screen
// reader would be told. usage: node check_structure.mjs PDFJS-FOLDER FILE.pdf; prints each fault.
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";

const [folder, path] = process.argv.slice(2);
const reader = await import(pathToFileURL(`${folder}/legacy/build/pdf.mjs`));
const bytes = new Uint8Array(await readFile(path));
const paper = await reader.getDocument({ data: bytes, verbosity: 0, useSystemFonts: false }).promise;
const faults = [];
const counts = {};
let level = 0;

function text(node, words) {
  if (node.type === "content") return words.get(node.id) ?? "";
  return (node.children ?? []).map((child) => text(child, words)).join("");
}

function visit(node, words, page, above) {
  const role = node.role;
  if (role) counts[role] = (counts[role] ?? 0) + 1;
  if (/^H[1-6]$/.test(role ?? "")) {
    const own = Number(role[1]);
    if (own > level + 1) faults.push(`page ${page}: ${role} follows H${level}`);
    if (!text(node, words).trim()) faults.push(`page ${page}: an empty ${role}`);
    level = own;
  }
  if (role === "Figure" && !node.alt) faults.push(`page ${page}: a Figure without words`);
  if (role === "Figure" && node.bbox?.length !== 4) faults.push(`page ${page}: a Figure without a box`);
  if ((role === "TH" || role === "TD") && above !== "TR") faults.push(`page ${page}: ${role} in ${above}`);
  if (role === "LI" && above !== "L") faults.push(`page ${page}: LI in ${above}`);
  for (const child of node.children ?? []) visit(child, words, page, role ?? above);
}

for (let number = 1; number <= paper.numPages; number++) {
  const page = await paper.getPage(number);
  const words = new Map();
  const marked = [];
  const content = await page.getTextContent({ includeMarkedContent: true });
  for (const item of content.items) {
    if (item.type?.startsWith("beginMarkedContent")) marked.push(item.id ?? (item.tag === "Artifact" ? "artifact" : ""));
    else if (item.type === "endMarkedContent") marked.pop();
    else if (item.str?.trim()) {
      const owner = marked.at(-1);
      if (!owner) faults.push(`page ${number}: "${item.str}" is neither tagged nor an artifact`);
      words.set(owner, (words.get(owner) ?? "") + item.str);
    }
  }
  const tree = await page.getStructTree();
  if (!tree) faults.push(`page ${number}: no structure`);
  else visit(tree, words, number, "");
  for (const link of await page.getAnnotations()) {
    if (link.subtype === "Link" && !link.url && !link.dest) faults.push(`page ${number}: a link to nowhere`);
  }
}
const facts = await paper.getMetadata();
if (!facts.info.Title) faults.push("no title");
if (!facts.info.Language) faults.push("no language");
if (!(await paper.getMarkInfo())?.Marked) faults.push("not marked as tagged");
if (counts.H1 !== 1) faults.push(`${counts.H1 ?? 0} H1, not one`);
for (const fault of faults) console.log(fault);
process.exit(faults.length > 0 ? 1 : 0);
