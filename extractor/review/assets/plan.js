// The right side: the parts of the plan, each value a button.
const buttons = new Map();

function valueButton(path) {
  const entry = entries.get(path);
  if (!entry) return null;
  const button = el("button", {type: "button", class: "value", "data-path": path, onclick: () => entry === selected ? byId("new-value").focus() : select(entry)});
  if (!buttons.has(path)) buttons.set(path, []);
  buttons.get(path).push(button);
  paint(button, entry);
  return button;
}
function paint(button, entry) {
  const {value} = entry, decided = decisions.get(entry.path);
  const found = findingsOf.get(entry.path) ?? [];
  const worst = ["error", "warning", "info"].find(severity => found.some(index => renja.findings[index].severity === severity));
  const text = value.value === null && value.raw && !/^[-–−—]+$/.test(value.raw) ? "“" + value.raw + "”" : withUnit(value.value, value.unit);
  const marks = [];
  if (decided) marks.push(decided.decision === "confirmed" ? "✓" : "✎");
  else if (value.flags.length) marks.push("⚠");
  else if (worst) marks.push("●");
  button.replaceChildren();
  if (marks.length) button.append(el("span", {class: "mark", "aria-hidden": "true"}, marks[0] + " "));
  if (decided?.decision === "corrected") button.append(el("del", {}, text), " ", el("ins", {}, withUnit(decided.new_value, value.unit)));
  else button.append(text);
  button.className = ["value", decided ? decided.decision : value.flags.length ? "doubtful" : worst ?? (value.raw ? "" : "unstated"), entry === selected ? "selected" : ""].join(" ").trim();
  const told = [labelOf(entry), withUnit(decided ? decided.new_value : value.value, value.unit), ...value.flags.map(flag => word("flag." + flag))];
  if (decided) told.push(word(decided.decision));
  if (found.length) told.push(word("has_findings", {n: found.length}));
  button.setAttribute("aria-label", told.join(", "));
  button.setAttribute("aria-pressed", entry === selected);
}
const repaint = entry => entry && (buttons.get(entry.path) ?? []).forEach(button => paint(button, entry));

const fact = (name, ...content) => content.some(Boolean) ? el("div", {class: "fact"}, el("span", {class: "key"}, word(name)), ...content) : null;
const placed = (owner, ...content) => el("button", {type: "button", class: "name", onclick: () => showOwner(owner)}, ...content);
function showOwner(owner) {
  const table = tables.get(owner.at.table);
  show(table ? cellsIn(table, owner.at.rows) : [], owner.at);
}

function rowFacts(path, row) {
  const facts = row.indikator.map((each, index) => el("div", {class: "fact indicator"},
    el("span", {class: "key"}, word("indikator")), each.uraian ?? "–", " ", valueButton(`${path}/indikator/${index}/target`),
    each.target_maju ? el("span", {class: "key"}, word("target_maju")) : null, valueButton(`${path}/indikator/${index}/target_maju`)));
  for (const name of ["lokasi", "sumber_dana", "kelompok_sasaran", "penanggung_jawab", "prioritas", "catatan"])
    facts.push(fact(name, row[name]));
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
  const facts = node.indikator.map((each, index) => el("div", {class: "fact indicator"}, el("span", {class: "key"}, word("indikator")), each.uraian ?? "–",
    ...(node.indikator.length > 1 ? Object.keys(each.kinerja).flatMap(group => [el("span", {class: "key"}, word(group)), valueButton(`${path}/indikator/${index}/kinerja/${escaped(group)}`)]) : [])));
  return [...facts, fact("sasaran", node.sasaran), fact("penanggung_jawab", node.penanggung_jawab), capaianTable(path + "/capaian", node.capaian)];
}

// A tree whose branches are built when they are first opened, so that a plan of thousands of rows opens at once.
const FEW = 400;
const opened = new Map();
function tree(path, nodes, facts, head, open) {
  return el("ul", {class: "tree"}, ...nodes.map((node, index) => branch(`${path}/${index}`, node, facts, head, open)));
}
function branch(path, node, facts, head, open) {
  const below = el("div", {class: "below", hidden: true});
  const toggle = el("button", {type: "button", class: "toggle", "aria-expanded": "false", "aria-label": word("details")});
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
  const title = placed(node, el("span", {class: "level"}, word("level." + node.level)), " ", node.kode ? el("span", {class: "kode"}, node.kode + " ") : null, node.nama ?? "?");
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
    el("div", {class: "row"}, placed(row, el("span", {class: "level"}, word("level." + row.level)), " ", [row.nomor, row.rancangan_awal.nama ?? row.hasil_analisis.nama ?? "?"].filter(Boolean).join(" "))),
    el("div", {class: "halves"}, ...HALVES.map(half => el("div", {}, el("h3", {}, word(half)), row[half].nama && row[half].nama !== row.rancangan_awal.nama ? el("p", {}, row[half].nama) : null,
      fact("pagu_indikatif", valueButton(`${path}/rows/${index}/${half}/pagu_indikatif`)), ...rowFacts(`${path}/rows/${index}/${half}`, row[half])))), fact("catatan", row.catatan)));
  return [el("div", {class: "total"}, ...HALVES.map(half => fact(half, valueButton(`${path}/total/${half}`)))), el("ul", {class: "tree"}, ...rows)];
}
function rowsPanel({kind, path, content}) {
  const texts = {tujuan_sasaran: ["tujuan", "indikator_tujuan", "sasaran", "indikator_sasaran"], kinerja_pelayanan: ["satuan"], usulan_masyarakat: ["lokasi", "indikator", "catatan"]}[kind];
  return [el("ul", {class: "tree"}, ...content.map((row, index) => {
    const at = `${path}/${index}`;
    const values = {
      tujuan_sasaran: () => [fact("target", valueButton(at + "/target"))],
      kinerja_pelayanan: () => ["target", "realisasi"].flatMap(half => Object.keys(row[half]).map(year =>
        el("div", {class: "fact"}, el("span", {class: "key"}, `${word(half)} ${year}`), valueButton(`${at}/${half}/${escaped(year)}`)))),
      usulan_masyarakat: () => ["volume", "pagu_indikatif"].map(field => fact(field, valueButton(`${at}/${field}`))),
    }[kind]();
    const title = row.indikator !== undefined && kind === "kinerja_pelayanan" ? row.indikator : row.program_kegiatan ?? row.sasaran ?? row.tujuan ?? "?";
    return el("li", {class: "node"}, el("div", {class: "row"}, placed(row, title)), el("div", {class: "below"}, ...texts.map(name => fact(name, row[name])), ...values));
  }))];
}
function partPanel(one) {
  if (one.kind === "telaah_rkpd") return reviewPanel(one);
  if (one.kind.startsWith("evaluasi")) return evaluationPanel(one);
  return Array.isArray(one.content) ? rowsPanel(one) : planPanel(one);
}

// Opens what lies over a value and brings it into view.
function reveal(path) {
  const steps = path.split("/");
  for (let length = 2; length < steps.length; length++) opened.get(steps.slice(0, length + 1).join("/"))?.(true);
  const button = buttons.get(path)?.[0];
  if (button) bring(button, byId("panel"));
}
