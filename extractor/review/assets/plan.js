// The right side: the parts of the plan, each value and each text a button.
const buttons = new Map();

const choose = entry => entry === selected ? fieldOf(entry).focus() : select(entry);
function listed(button, entry) {
  if (!buttons.has(entry.path)) buttons.set(entry.path, []);
  buttons.get(entry.path).push(button);
  paint(button, entry);
  return button;
}
function valueButton(path) {
  const entry = entries.get(path);
  return entry ? listed(el("button", {type: "button", onclick: () => choose(entry)}), entry) : null;
}
// A text flows with what is around it, which an element of the kind button does not.
function textButton(path, act = choose) {
  const entry = entryAt(path);
  return entry ? listed(el("span", {role: "button", tabindex: "0", onclick: () => act(entry)}), entry) : null;
}
function nameButton(path, ...before) {
  const entry = entries.get(path);
  const text = el("span");
  const button = el("button", {type: "button", class: "name", "data-path": path, onclick: () => choose(entry)}, ...before, text);
  listed(text, entry);
  return button;
}
// The unit as decided, else as read.
function unitOf(entry) {
  if (isText(entry)) return null;
  const decided = decisions.get(entry.path + "/unit");
  return decided ? decided.new_value : entry.value.unit;
}
const shown = (entry, what) => isText(entry) ? what ?? word("blank") : withUnit(what, unitOf(entry));
function asRead(entry) {
  const raw = rawOf(entry);
  if (isText(entry)) return entry.text ?? "?";
  return entry.value.value === null && raw && !/^[-–−—]+$/.test(raw) ? "“" + raw + "”" : withUnit(entry.value.value, unitOf(entry));
}
function paint(button, entry) {
  const decided = decisions.get(entry.path), flags = flagsOf(entry);
  const found = findingsOf.get(entry.path) ?? [];
  const worst = ["error", "warning", "info"].find(severity => found.some(index => renja.findings[index].severity === severity));
  const inside = ["raw", "unit"].some(part => decisions.has(`${entry.path}/${part}`));
  const marks = [];
  if (decided || inside) marks.push(decided?.decision === "confirmed" ? "✓" : "✎");
  else if (flags.length) marks.push("⚠");
  else if (worst) marks.push("●");
  button.replaceChildren();
  if (marks.length) button.append(el("span", {class: "mark", "aria-hidden": "true"}, marks[0] + " "));
  if (decided?.decision === "corrected") button.append(el("del", {}, asRead(entry)), " ", el("ins", {}, shown(entry, decided.new_value)));
  else button.append(asRead(entry));
  button.className = [isText(entry) ? "text" : "value", decided ? decided.decision : inside ? "corrected" : flags.length ? "doubtful" : worst ?? (rawOf(entry) ? "" : "unstated"), entry === selected ? "selected" : ""].join(" ").trim();
  if (button.closest(".name")) return;
  const told = [labelOf(entry), shown(entry, decided ? decided.new_value : readOf(entry)), ...flags.map(flag => word("flag." + flag))];
  if (decided) told.push(word(decided.decision));
  if (found.length) told.push(word("has_findings", {n: found.length}));
  button.dataset.path = entry.path;
  button.setAttribute("aria-label", told.join(", "));
  button.setAttribute("aria-pressed", entry === selected);
}
const repaint = entry => entry && [entry, entry.base].filter(Boolean).forEach(each => (buttons.get(each.path) ?? []).forEach(button => paint(button, each)));

const fact = (name, ...content) => content.some(Boolean) ? el("div", {class: "fact"}, el("span", {class: "key"}, word(name)), ...content) : null;
const textFact = (path, row, name) => row[name] === null ? null : fact(name, textButton(`${path}/${name}`));

function rowFacts(path, row) {
  const facts = row.indikator.map((each, index) => el("div", {class: "fact indicator"},
    el("span", {class: "key"}, word("indikator")), textButton(`${path}/indikator/${index}/uraian`), " ", valueButton(`${path}/indikator/${index}/target`),
    each.target_maju ? el("span", {class: "key"}, word("target_maju")) : null, valueButton(`${path}/indikator/${index}/target_maju`)));
  facts.push(...TEXTS_OF_ROW.map(name => textFact(path, row, name)));
  facts.push(fact("prakiraan_maju", valueButton(path + "/prakiraan_maju")));
  const earlier = row.sebelum_perubahan;
  if (earlier) facts.push(fact("sebelum_perubahan", valueButton(path + "/sebelum_perubahan/pagu_indikatif"),
    ...earlier.target.map((each, index) => valueButton(`${path}/sebelum_perubahan/target/${index}`))));
  return facts;
}
function capaianTable(path, capaian) {
  const groups = Object.keys(capaian);
  if (!groups.length) return null;
  const rows = groups.map(group => el("tr", {}, el("th", {scope: "row"}, word(group)),
    ...["kinerja", "anggaran"].map(half => el("td", {}, valueButton(`${path}/${escaped(group)}/${half}`) ?? ""))));
  return el("div", {class: "wide"}, el("table", {class: "capaian"},
    el("thead", {}, el("tr", {}, el("th"), el("th", {scope: "col"}, word("kinerja")), el("th", {scope: "col"}, word("anggaran")))), el("tbody", {}, ...rows)));
}
function evaluationFacts(path, node) {
  const facts = node.indikator.map((each, index) => el("div", {class: "fact indicator"}, el("span", {class: "key"}, word("indikator")), textButton(`${path}/indikator/${index}/uraian`),
    ...(node.indikator.length > 1 ? Object.keys(each.kinerja).flatMap(group => [el("span", {class: "key"}, word(group)), valueButton(`${path}/indikator/${index}/kinerja/${escaped(group)}`)]) : [])));
  return [...facts, textFact(path, node, "sasaran"), textFact(path, node, "penanggung_jawab"), capaianTable(path + "/capaian", node.capaian)];
}

// A tree whose branches are built when they are first opened, so that a plan of thousands of rows opens at once.
const FEW = 400;
const opened = new Map();
function tree(path, nodes, facts, head, open) {
  return el("ul", {class: "tree"}, ...nodes.map((node, index) => branch(`${path}/${index}`, node, facts, head, open)));
}
function branch(path, node, facts, head, open) {
  const below = el("div", {class: "below", hidden: true});
  const toggle = el("button", {type: "button", class: "toggle", "aria-expanded": "false", "aria-label": [word("details"), node.kode, node.nama].filter(Boolean).join(" ")});
  let built = false;
  const set = wanted => {
    if (wanted && !built) {
      built = true;
      below.append(...facts(path, node).filter(Boolean));
      if (node.children.length) below.append(tree(path + "/children", node.children, facts, head, open));
    }
    below.hidden = !wanted;
    toggle.setAttribute("aria-expanded", wanted);
  };
  toggle.addEventListener("click", () => set(below.hidden));
  opened.set(path, set);
  const kode = node.kode ? el("span", {class: "kode"}, node.kode + " ") : null;
  const title = nameButton(path + "/nama", el("span", {class: "level"}, word("level." + node.level)), " ", kode);
  const item = el("li", {class: "node " + node.level}, el("div", {class: "row"}, toggle, title, head(path, node)), below);
  if (open) set(true);
  return item;
}
const countNodes = nodes => nodes.reduce((sum, node) => sum + 1 + countNodes(node.children), 0);
const treeOf = (path, nodes, facts, head) => nodes.length ? tree(path, nodes, facts, head, countNodes(nodes) <= FEW) : el("p", {class: "empty"}, word("none"));

function planPanel({path, content}) {
  return [
    el("div", {class: "total"}, fact("total_pagu", valueButton(path + "/total/pagu_indikatif")), fact("total_maju", valueButton(path + "/total/prakiraan_maju"))),
    treeOf(path + "/nodes", content.nodes, rowFacts, at => valueButton(at + "/pagu_indikatif")),
  ];
}
function evaluationPanel({path, content}) {
  const total = capaianTable(path + "/total", content.total);
  return [treeOf(path + "/nodes", content.nodes, evaluationFacts, () => null), total ? el("div", {class: "total"}, el("b", {}, word("total")), total) : null];
}
function reviewPanel({path, content}) {
  const rows = content.rows.map((row, index) => el("li", {class: "node " + row.level},
    el("div", {class: "row"}, nameButton(`${path}/rows/${index}/rancangan_awal/nama`, el("span", {class: "level"}, word("level." + row.level)), " ", row.nomor ? row.nomor + " " : null)),
    el("div", {class: "halves"}, ...HALVES.map(half => el("div", {}, el("h3", {}, word(half)),
      row[half].nama && row[half].nama !== row.rancangan_awal.nama ? el("p", {}, textButton(`${path}/rows/${index}/${half}/nama`)) : null,
      fact("pagu_indikatif", valueButton(`${path}/rows/${index}/${half}/pagu_indikatif`)), ...rowFacts(`${path}/rows/${index}/${half}`, row[half])))), textFact(`${path}/rows/${index}`, row, "catatan")));
  return [el("div", {class: "total"}, ...HALVES.map(half => fact(half, valueButton(`${path}/total/${half}`)))), el("ul", {class: "tree"}, ...rows)];
}
function rowsPanel({kind, path, content}) {
  return [el("ul", {class: "tree"}, ...content.map((row, index) => {
    const at = `${path}/${index}`;
    const values = {
      tujuan_sasaran: () => [fact("target", valueButton(at + "/target"))],
      kinerja_pelayanan: () => ["target", "realisasi"].flatMap(half => Object.keys(row[half]).map(year =>
        el("div", {class: "fact"}, el("span", {class: "key"}, `${word(half)} ${year}`), valueButton(`${at}/${half}/${escaped(year)}`)))),
      usulan_masyarakat: () => ["volume", "pagu_indikatif"].map(field => fact(field, valueButton(`${at}/${field}`))),
    }[kind]();
    const title = [...(kind === "kinerja_pelayanan" ? ["indikator"] : []), ...TEXTS_OF_KIND[kind]].find(name => row[name] !== null);
    const texts = TEXTS_OF_KIND[kind].filter(name => name !== title).map(name => textFact(at, row, name));
    return el("li", {class: "node"}, el("div", {class: "row"}, title ? nameButton(`${at}/${title}`) : "?"), el("div", {class: "below"}, ...texts, ...values));
  }))];
}
function partPanel(one) {
  if (one.kind === "telaah_rkpd") return reviewPanel(one);
  if (one.kind.startsWith("evaluasi")) return evaluationPanel(one);
  return Array.isArray(one.content) ? rowsPanel(one) : planPanel(one);
}

// Opens what lies over a value and brings it into view; a code stands with its name, a unit with its value.
function reveal(entry) {
  const path = (entry.base ?? entry).path.replace(/\/kode$/, "/nama");
  const steps = path.split("/");
  for (let length = 2; length < steps.length; length++) opened.get(steps.slice(0, length + 1).join("/"))?.(true);
  const button = buttons.get(path)?.[0];
  if (button) bring(button, byId("panel"));
}
