// Every value and every text of the document by its JSON Pointer, with where it stands: table, rows, the field of its column.
// A value's entry has `value`, a text's entry has `text`.
const entries = new Map();
const valuesIn = new Map(), textsIn = new Map();
const rowKey = (table, row) => table + "\u0000" + row;
const isText = entry => "text" in entry;
const rawOf = entry => isText(entry) ? entry.text ?? "" : entry.value.raw;
const readOf = entry => isText(entry) ? entry.text : entry.value.value;
const flagsOf = entry => isText(entry) ? [] : entry.value.flags;

function place(entry, owner, inRow) {
  entry.name = ["nama", "program_kegiatan", "indikator", "sasaran"].map(name => owner[name]).find(name => typeof name === "string") ?? null;
  entry.at = owner.at;
  entries.set(entry.path, entry);
  for (const row of owner.at.rows) {
    const key = rowKey(owner.at.table, row);
    if (!inRow.has(key)) inRow.set(key, []);
    inRow.get(key).push(entry);
  }
}
function enter(path, value, owner, field, label, index = 0) {
  if (value) place({path, value, field, label, index}, owner, valuesIn);
}
function enterText(path, text, owner, field, label, index = 0, required = false) {
  place({path, text, field, label, index, required}, owner, textsIn);
}
function enterTexts(path, row, names, before = "") {
  for (const name of names) if (row[name] !== null) enterText(`${path}/${name}`, row[name], row, before + name, [name]);
}
// The printed text and the unit of a value are texts of their own, asked for where the value is.
function entryAt(path) {
  const [, of, part] = /^(.*)\/(raw|unit)$/.exec(path) ?? [];
  const base = entries.get(of);
  if (!part || !base || isText(base)) return entries.get(path);
  return base[part] ??= {...base, path, text: base.value[part], label: [...base.label, part === "raw" ? "raw_text" : "satuan"], required: part === "raw", base};
}
const escaped = step => String(step).replaceAll("~", "~0").replaceAll("/", "~1");

const TEXTS_OF_ROW = ["lokasi", "sumber_dana", "kelompok_sasaran", "penanggung_jawab", "prioritas", "catatan"];
function enterNames(path, row, before = "") {
  enterText(path + "/nama", row.nama, row, before + "nama", ["nama"]);
  enterText(path + "/kode", row.kode, row, before + "kode", ["kode"]);
}
function enterRow(path, row, before = "") {
  enterNames(path, row, before);
  enterTexts(path, row, TEXTS_OF_ROW, before);
  enter(path + "/pagu_indikatif", row.pagu_indikatif, row, before + "pagu_indikatif", ["pagu_indikatif"]);
  enter(path + "/prakiraan_maju", row.prakiraan_maju, row, before + "prakiraan_maju", ["prakiraan_maju"]);
  row.indikator.forEach((each, index) => {
    enterText(`${path}/indikator/${index}/uraian`, each.uraian, row, before + "indikator.uraian", ["indikator"], index);
    enter(`${path}/indikator/${index}/target`, each.target, row, before + "indikator.target", ["target"], index);
    enter(`${path}/indikator/${index}/target_maju`, each.target_maju, row, before + "indikator.target_maju", ["target_maju"], index);
  });
  const earlier = row.sebelum_perubahan;
  if (earlier) {
    enter(path + "/sebelum_perubahan/pagu_indikatif", earlier.pagu_indikatif, row, before + "sebelum_perubahan.pagu_indikatif", ["sebelum_perubahan", "pagu_indikatif"]);
    earlier.target.forEach((each, index) =>
      enter(`${path}/sebelum_perubahan/target/${index}`, each, row, before + "sebelum_perubahan.target", ["sebelum_perubahan", "target"], index));
  }
}
function enterNodes(path, nodes, one) {
  nodes.forEach((node, index) => {
    one(`${path}/${index}`, node);
    enterNodes(`${path}/${index}/children`, node.children, one);
  });
}
const totalOf = table => ({at: {table, rows: [], page: null, bbox: null}, nama: null});
function enterPlan(path, plan) {
  enterNodes(path + "/nodes", plan.nodes, enterRow);
  for (const field of ["pagu_indikatif", "prakiraan_maju"])
    enter(`${path}/total/${field}`, plan.total[field], totalOf(plan.table), field, ["total", field]);
}
function enterCapaian(path, capaian, owner, first = []) {
  for (const [group, halves] of Object.entries(capaian))
    for (const half of ["kinerja", "anggaran"])
      enter(`${path}/${escaped(group)}/${half}`, halves[half], owner, `capaian.${group}.${half}`, [...first, group, half]);
}
function enterEvaluation(path, evaluation) {
  enterNodes(path + "/nodes", evaluation.nodes, (at, node) => {
    enterNames(at, node);
    enterTexts(at, node, ["sasaran", "penanggung_jawab"]);
    enterCapaian(at + "/capaian", node.capaian, node);
    node.indikator.forEach((each, index) => {
      enterText(`${at}/indikator/${index}/uraian`, each.uraian, node, "indikator.uraian", ["indikator"], index);
      for (const [group, value] of Object.entries(each.kinerja))
        enter(`${at}/indikator/${index}/kinerja/${escaped(group)}`, value, node, `capaian.${group}.kinerja`, [group, "kinerja"], index);
    });
  });
  enterCapaian(path + "/total", evaluation.total, totalOf(evaluation.table), ["total"]);
}
const HALVES = ["rancangan_awal", "hasil_analisis"];
function enterReview(path, review) {
  review.rows.forEach((row, index) => {
    enterTexts(`${path}/rows/${index}`, row, ["nomor", "catatan"]);
    for (const half of HALVES) enterRow(`${path}/rows/${index}/${half}`, row[half], half + ".");
  });
  for (const half of HALVES)
    enter(`${path}/total/${half}`, review.total[half], totalOf(review.table), half + ".pagu_indikatif", ["total", half]);
}

// What the tabs show: key, name, the part of the document and where it is.
const parts = [];
function part(kind, path, content) {
  if (content && (!Array.isArray(content) || content.length)) parts.push({kind, path, content});
}
part("rencana", "/rencana", renja.rencana);
part("pendanaan", "/pendanaan", renja.pendanaan);
renja.rencana_lain.forEach((plan, index) => part("rencana_lain", "/rencana_lain/" + index, plan));
part("evaluasi", "/evaluasi", renja.evaluasi);
renja.evaluasi_lain.forEach((evaluation, index) => part("evaluasi_lain", "/evaluasi_lain/" + index, evaluation));
part("telaah_rkpd", "/telaah_rkpd", renja.telaah_rkpd);
part("tujuan_sasaran", "/tujuan_sasaran", renja.tujuan_sasaran);
part("kinerja_pelayanan", "/kinerja_pelayanan", renja.kinerja_pelayanan);
part("usulan_masyarakat", "/usulan_masyarakat", renja.usulan_masyarakat);

const TEXTS_OF_KIND = {
  tujuan_sasaran: ["tujuan", "indikator_tujuan", "sasaran", "indikator_sasaran"],
  kinerja_pelayanan: ["satuan"],
  usulan_masyarakat: ["program_kegiatan", "lokasi", "indikator", "catatan"],
};
for (const {kind, path, content} of parts) {
  if (kind === "telaah_rkpd") enterReview(path, content);
  else if (kind.startsWith("evaluasi")) enterEvaluation(path, content);
  else if (!Array.isArray(content)) enterPlan(path, content);
  else content.forEach((row, index) => {
    const at = `${path}/${index}`;
    enterTexts(at, row, TEXTS_OF_KIND[kind]);
    if (kind === "kinerja_pelayanan") enterText(at + "/indikator", row.indikator, row, "indikator", ["indikator"], 0, true);
    if (kind === "tujuan_sasaran") enter(at + "/target", row.target, row, "target", ["target"]);
    if (kind === "kinerja_pelayanan")
      for (const half of ["target", "realisasi"])
        for (const [year, value] of Object.entries(row[half]))
          enter(`${at}/${half}/${escaped(year)}`, value, row, `${half}.${year}`, [half, year]);
    if (kind === "usulan_masyarakat")
      for (const field of ["volume", "pagu_indikatif"]) enter(`${at}/${field}`, row[field], row, field, [field]);
  });
}
const partOf = path => parts.find(each => path === each.path || path.startsWith(each.path + "/"));
const labelOf = entry => entry.label.map(name => word(name)).join(" · ");

// Which value a finding is about: the one in its rows with the number it names, else a doubtful one, else the amount.
// Codes and recognised texts are texts, the latter those that the finding's sentence quotes.
function entryOf(finding) {
  const rows = finding.at.rows.map(row => rowKey(finding.at.table, row));
  const found = rows.flatMap(row => valuesIn.get(row) ?? []), texts = rows.flatMap(row => textsIn.get(row) ?? []);
  if (finding.code === "kode-invalid") return texts.find(entry => entry.field === "kode");
  if (finding.code === "ocr-low-confidence") {
    const quotes = [...finding.message.matchAll(/“([^”]+)”/g)].map(match => match[1]);
    const units = found.filter(entry => entry.value.unit).map(entry => entryAt(entry.path + "/unit"));
    const says = is => [...texts, ...found, ...units].find(entry => rawOf(entry) && quotes.some(quote => is(rawOf(entry), quote)));
    const quoted = says((raw, quote) => raw === quote) ?? says((raw, quote) => quote.length > 3 && raw.includes(quote));
    if (quoted) return quoted;
  }
  const stated = number => number === null ? undefined : found.find(entry => entry.value.value !== null && sameNumber(entry.value.value, number));
  return stated(finding.found) ?? stated(finding.expected) ?? found.find(entry => entry.value.flags.length)
    ?? found.find(entry => entry.field.endsWith("pagu_indikatif")) ?? found[0] ?? totalFor(finding);
}
function totalFor(finding) {
  if (finding.found === null) return undefined;
  for (const entry of entries.values())
    if (entry.label[0] === "total" && entry.at.table === finding.at.table && entry.value.value !== null && sameNumber(entry.value.value, finding.found)) return entry;
  return undefined;
}
const about = renja.findings.map(entryOf);
const findingsOf = new Map();
about.forEach((entry, index) => {
  if (!entry) return;
  if (!findingsOf.has(entry.path)) findingsOf.set(entry.path, []);
  findingsOf.get(entry.path).push(index);
});
