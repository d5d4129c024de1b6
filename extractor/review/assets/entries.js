// Every value of the document by its JSON Pointer, with where it stands: table, rows, the field of its column.
const entries = new Map();
const inRow = new Map();
const rowKey = (table, row) => table + "\u0000" + row;

function enter(path, value, owner, field, label, index = 0) {
  if (!value) return;
  const entry = {path, value, at: owner.at, field, label, index, name: owner.nama ?? owner.indikator ?? owner.program_kegiatan ?? owner.sasaran ?? null};
  entries.set(path, entry);
  for (const row of owner.at.rows) {
    const key = rowKey(owner.at.table, row);
    if (!inRow.has(key)) inRow.set(key, []);
    inRow.get(key).push(entry);
  }
}
const escaped = step => String(step).replaceAll("~", "~0").replaceAll("/", "~1");

function enterRow(path, row, before = "") {
  enter(path + "/pagu_indikatif", row.pagu_indikatif, row, before + "pagu_indikatif", ["pagu_indikatif"]);
  enter(path + "/prakiraan_maju", row.prakiraan_maju, row, before + "prakiraan_maju", ["prakiraan_maju"]);
  row.indikator.forEach((each, index) => {
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
    enterCapaian(at + "/capaian", node.capaian, node);
    node.indikator.forEach((each, index) => {
      for (const [group, value] of Object.entries(each.kinerja))
        enter(`${at}/indikator/${index}/kinerja/${escaped(group)}`, value, node, `capaian.${group}.kinerja`, [group, "kinerja"], index);
    });
  });
  enterCapaian(path + "/total", evaluation.total, totalOf(evaluation.table), ["total"]);
}
const HALVES = ["rancangan_awal", "hasil_analisis"];
function enterReview(path, review) {
  review.rows.forEach((row, index) => {
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

for (const {kind, path, content} of parts) {
  if (kind === "telaah_rkpd") enterReview(path, content);
  else if (kind.startsWith("evaluasi")) enterEvaluation(path, content);
  else if (!Array.isArray(content)) enterPlan(path, content);
  else content.forEach((row, index) => {
    const at = `${path}/${index}`;
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
function entryOf(finding) {
  const found = finding.at.rows.flatMap(row => inRow.get(rowKey(finding.at.table, row)) ?? []);
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
