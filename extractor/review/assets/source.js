// The left side: pages as pictures, or the document put together again, and the marks on them.
const paged = page.sizes.length > 0;
const cellIndex = new Map();
function cellsByRow(table) {
  if (!cellIndex.has(table.id)) {
    const rows = [];
    for (const cell of table.cells)
      for (let row = cell.row; row < cell.row + cell.row_span; row++) (rows[row] ??= []).push(cell);
    cellIndex.set(table.id, rows);
  }
  return cellIndex.get(table.id);
}
function cellsIn(table, rows, columns = null) {
  const found = new Set();
  for (const row of rows)
    for (const cell of cellsByRow(table)[row] ?? [])
      if (!columns || columns.some(column => cell.col <= column && column < cell.col + cell.col_span)) found.add(cell);
  return [...found];
}
function columnsOf(table, field) {
  return table.columns.filter(column => column.field === field
    || (column.field ?? "").startsWith(field + ".") && !column.field.endsWith(".unit")).map(column => column.index);
}

// The cell a value or text stands in, else its rows.
function cellsOf(entry) {
  const own = cellOf(entry);
  return own.length || !tables.has(entry.at.table) ? own : cellsIn(tables.get(entry.at.table), entry.at.rows);
}
// The cell it stands in, none where it is not known; an amount may stand in a row of subtotals below its own.
function cellOf(entry) {
  const table = tables.get(entry.at.table);
  if (!table) return [];
  if (entry.base) return cellOf(entry.base);
  const columns = columnsOf(table, entry.field);
  if (!columns.length) return [];
  const own = cellsIn(table, entry.at.rows, columns);
  const raw = rawOf(entry);
  const says = cell => cell && (isText(entry) ? squeeze(cell.text).includes(raw) : squeeze(cell.text) === raw);
  if (says(own[entry.index])) return [own[entry.index]];
  const same = own.find(says);
  if (same) return [same];
  if (raw && !isText(entry) && !own.some(cell => cell.text.trim())) {
    const last = Math.max(-1, ...entry.at.rows);
    const column = table.cells.filter(cell => cell.row > last && columns.includes(cell.col) && says(cell));
    if (column.length) return [entry.at.rows.length ? column[0] : column[column.length - 1]];
  }
  return [own[entry.index] ?? own[0]].filter(Boolean);
}

// --- marks
let marked = [];
function unmark() {
  for (const each of marked) paged ? each.remove() : each.classList.remove("marked");
  marked = [];
}
function showEntry(entry) { show(cellsOf(entry), entry.at); }
function showFinding(index) {
  const {at} = renja.findings[index];
  const table = tables.get(at.table);
  const entry = about[index];
  if (paged && at.bbox) showBoxes(decidable(index) ? cellsOf(entry).filter(cell => cell.bbox && cell.page === at.page) : [], at, true);
  else if (entry && entry.at.table === at.table) show(cellsOf(entry), at);
  else if (table && paged && !at.rows.length) show([], {page: at.page, bbox: around(table.cells.filter(cell => cell.page === at.page && cell.bbox))});
  else show(table ? cellsIn(table, at.rows) : [], at);
}
const around = cells => cells.length ? [0, 1, 2, 3].map(side => cells.reduce((most, {bbox}) => (side < 2 ? Math.min : Math.max)(most, bbox[side]), cells[0].bbox[side])) : null;
function show(cells, at) {
  if (paged) showBoxes(cells.filter(cell => cell.bbox && cell.page), at);
  else showCells(cells, at);
}
// Marks the cells, or what `at` says where there are none; with `around`, both.
function showBoxes(cells, at, around = false) {
  unmark();
  const boxes = [...cells, ...(at.bbox && at.page && (around || !cells.length) ? [at] : [])];
  for (const one of boxes) {
    const {page: number, bbox} = one, [width, height] = page.sizes[number - 1] ?? [];
    if (!width) continue;
    const box = el("div", {class: one === at ? "box around" : "box"});
    const [x0, top, x1, bottom] = bbox;
    Object.assign(box.style, {left: x0 / width * 100 + "%", top: top / height * 100 + "%", width: (x1 - x0) / width * 100 + "%", height: (bottom - top) / height * 100 + "%"});
    byId("page-" + number).append(box);
    marked.push(box);
  }
  const sheet = at.page && byId("page-" + at.page);
  if (marked.length) bring(marked[0], byId("sheets"));
  else if (sheet) bring(sheet, byId("sheets"), true);
}
function showCells(cells, at) {
  unmark();
  const sheet = at.table === null ? null : sheets.get(at.table);
  if (!sheet) return;
  fillTable(sheet);
  for (const cell of cells) {
    const shown = sheet.cells.get(cell);
    shown.classList.add("marked");
    marked.push(shown);
  }
  bring(marked[0] ?? sheet.node, byId("sheets"), !marked.length);
  if (marked.length) bring(marked[0], sheet.node);
}

// --- pages
const near = new IntersectionObserver(seen => {
  for (const {isIntersecting, target} of seen) if (isIntersecting) target.fill();
}, {root: byId("sheets"), rootMargin: "700px"});
function pictureOf(number) {
  const bytes = Uint8Array.from(atob(embedded("picture-" + number)), letter => letter.charCodeAt(0));
  return URL.createObjectURL(new Blob([bytes], {type: "image/webp"}));
}
function layPages() {
  page.sizes.forEach(([width, height], index) => {
    const number = index + 1;
    const picture = el("img", {alt: ""});
    const node = el("div", {class: "page", id: "page-" + number, role: "img", "data-page": number}, picture);
    node.style.aspectRatio = `${width} / ${height}`;
    node.style.setProperty("--points", width + "px");
    node.fill = () => { near.unobserve(node); if (embedded("picture-" + number)) picture.src = pictureOf(number); };
    node.addEventListener("click", event => {
      const around = node.getBoundingClientRect();
      const x = (event.clientX - around.left) / around.width * width, y = (event.clientY - around.top) / around.height * height;
      chooseCell((table, cell) => cell.page === number && cell.bbox && cell.bbox[0] <= x && x <= cell.bbox[2] && cell.bbox[1] <= y && y <= cell.bbox[3],
        table => table.pages.includes(number));
    });
    near.observe(node);
    byId("sheets").append(node);
  });
}
function chooseCell(isIt, mayHold) {
  for (const cells of [cellOf, cellsOf])
    for (const entry of entries.values()) {
      if (isText(entry) && entry.text === null) continue;
      const table = tables.get(entry.at.table);
      if (table && mayHold(table) && cells(entry).some(cell => isIt(table, cell))) return select(entry, {keepPlace: true});
    }
}

// --- documents without pages
const sheets = new Map();
function layDocument() {
  const flow = byId("sheets");
  flow.classList.add("text");
  for (const chapter of renja.chapters) layPart(flow, chapter, 2, "BAB " + chapter.number);
  for (const table of renja.tables) if (!sheets.has(table.id)) layTable(flow, table);
}
function layPart(flow, chapter, level, number) {
  flow.append(el("h" + Math.min(level, 6), {}, [number, chapter.title].filter(Boolean).join(" ")));
  for (const block of chapter.blocks) {
    if (block.kind === "paragraph") flow.append(el("p", {}, block.text));
    else if (block.kind === "list") flow.append(...block.items.map(item => {
      const line = el("p", {class: "item"}, item.label + " " + item.text);
      line.style.marginLeft = 1.2 * (item.level + 1) + "em";
      return line;
    }));
    else if (block.kind === "figure") flow.append(el("p", {class: "figure"}, "▣ " + (block.text ?? "")));
    else if (tables.has(block.table) && !sheets.has(block.table)) layTable(flow, tables.get(block.table));
  }
  for (const section of chapter.sections) layPart(flow, section, level + 1, section.number);
}
function layTable(flow, table) {
  const node = el("div", {class: "table"});
  node.style.minHeight = Math.min(table.n_rows, 2000) * 22 + "px";
  const sheet = {node, table, cells: new Map(), filled: false};
  node.fill = () => fillTable(sheet);
  sheets.set(table.id, sheet);
  near.observe(node);
  flow.append(node);
}
function fillTable(sheet) {
  if (sheet.filled) return;
  sheet.filled = true;
  near.unobserve(sheet.node);
  const {table, node} = sheet;
  const rows = Array.from({length: table.n_rows}, () => el("tr"));
  for (const cell of table.cells) {
    const made = el(cell.row < table.header_rows ? "th" : "td", {rowspan: cell.row_span > 1 && cell.row_span, colspan: cell.col_span > 1 && cell.col_span}, cell.text);
    made.addEventListener("click", () => chooseCell((holder, each) => each === cell, holder => holder === table));
    sheet.cells.set(cell, made);
    rows[cell.row]?.append(made);
  }
  const caption = [table.number && word("table") + " " + table.number, table.title].filter(Boolean).join(" ");
  node.append(el("table", {}, el("caption", {}, caption || table.id), el("tbody", {}, ...rows)));
  node.style.minHeight = "";
}

let zoom = 1;
function setZoom(wanted) {
  zoom = Math.min(3, Math.max(0.25, wanted));
  byId("sheets").style.setProperty("--zoom", zoom);
  byId("zoom").textContent = Math.round(zoom * 100) + " %";
  if (marked.length) bring(marked[0], byId("sheets"));
}
// As wide as there is room, but never so small that print of nine points cannot be read; `whole` fits the widest page.
function fitZoom(whole = false) {
  const widest = Math.max(...page.sizes.map(([width]) => width)), room = byId("sheets").clientWidth - 26;
  const first = page.sizes[0][0];
  setZoom(whole ? room / widest : Math.max(0.8, Math.min(1.4, room / first)));
}
