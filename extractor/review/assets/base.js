// The document, the words of the page, and small helpers. Texts of the document are only ever put in as text nodes.
const embedded = id => document.getElementById(id).textContent;
const EXACT = new Set(["value", "expected", "found"]);
// An amount that a double does not hold exactly stays the text it is written as.
const exact = (key, value, context) => EXACT.has(key) && typeof value === "number" && context && context.source !== String(value) ? context.source : value;
const renja = JSON.parse(embedded("renja"), exact);
const page = JSON.parse(embedded("page"));
const tables = new Map(renja.tables.map(table => [table.id, table]));

let lang = page.language;
const word = (name, values = {}) => {
  if (!Object.hasOwn(page.words, name)) return name;
  return page.words[name][lang === "id" ? 0 : 1].replace(/\{(\w+)\}/g, (all, key) => key in values ? values[key] : all);
};
const sentence = index => (page.sentences[lang] ?? [])[index] ?? renja.findings[index].message;

const byId = id => document.getElementById(id);
function el(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "onclick") made.addEventListener("click", value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children.filter(child => child !== null && child !== undefined));
  return made;
}
const squeeze = text => text.replace(/\s+/g, " ").trim();

// An amount as Indonesians write it: 1.234.567,89.
function amount(value) {
  if (value === null) return "–";
  const parts = /^(-?)(\d+)(?:\.(\d+))?$/.exec(String(value));
  if (!parts) return String(value);
  const [, sign, whole, rest] = parts;
  return sign + whole.replace(/\B(?=(\d{3})+$)/g, ".") + (rest ? "," + rest : "");
}
const withUnit = (value, unit) => amount(value) + (value === null || !unit || unit === "IDR" ? "" : " " + unit);

// What a person typed: the number as JSON writes it, null for a dash (nothing stated), undefined where it is no number.
function typed(text) {
  const bare = text.replace(/^\s*Rp\.?\s*/i, "").replace(/\s+/g, "").replace(/,-$/, "");
  if (/^[-–−]$/.test(bare)) return null;
  const parts = /^(-?)(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d+))?$/.exec(bare);
  if (!parts || bare.length > 24) return undefined;
  const [, sign, whole, rest] = parts;
  const digits = whole.replaceAll(".", "").replace(/^0+(?=\d)/, "");
  const decimals = rest ? rest.replace(/0+$/, "") : "";
  return digits.length > 17 ? undefined : sign + digits + (decimals ? "." + decimals : "");
}
const sameNumber = (one, other) => one === null || other === null ? one === other
  : String(one) === String(other) || typed(amount(one)) === typed(amount(other));

let quiet;
function tell(text) {
  const said = byId("said");
  said.textContent = text;
  said.classList.add("seen");
  clearTimeout(quiet);
  quiet = setTimeout(() => said.classList.remove("seen"), 6000);
}
function download(name, text) {
  const link = el("a", {href: URL.createObjectURL(new Blob([text], {type: "application/json"})), download: name});
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

// Scrolls one pane, and nothing around it, until `node` stands in its middle, or at its top.
function bring(node, pane, top = false) {
  const there = node.getBoundingClientRect(), room = pane.getBoundingClientRect();
  const middle = Math.max(0, (pane.clientHeight - there.height) / 2), beside = Math.max(0, (pane.clientWidth - there.width) / 2);
  pane.scrollTop += there.top - room.top - (top ? 0 : middle);
  pane.scrollLeft += there.left - room.left - beside;
}
