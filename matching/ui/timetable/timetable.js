// Tables by hours. Only the rows that one sees are in the page, so that a large fair stays quick.

const ROW = 44;
const HEAD = 36;
const AROUND = 4;
const NARROW = 640;
const SIGNS = {
  planned: "○", due: "◐", begun: "▶", held: "✓", late: "!", over: "–",
  absent: "✕", refused: "✕", too_late: "✕",
};

const mounted = new WeakMap();

export default function mount({ parentElement, data, setTriggerValue }) {
  const known = mounted.get(parentElement);
  const here = known ?? new Timetable(parentElement);
  if (!known) mounted.set(parentElement, here);
  here.tell = (act) => setTriggerValue("act", act);
  here.show(data);
  return () => {
    mounted.delete(parentElement);
    here.close();
  };
}

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

class Timetable {
  constructor(parent) {
    this.box = element("div", { class: "timetable" });
    parent.append(this.box);
    this.at = { row: 0, slot: 0 };
    this.stand = "";
    this.waits = false;
    this.box.addEventListener("click", (event) => this.onClick(event));
    this.box.addEventListener("keydown", (event) => this.onKey(event));
    this.box.addEventListener("focusin", ({ target }) => this.onFocus(target));
    this.watch = new ResizeObserver(() => this.onSize());
    this.watch.observe(this.box);
  }

  close() {
    this.watch.disconnect();
    this.box.remove();
  }

  show(data) {
    this.waits = false;
    this.isTurned = data.part !== this.data?.part;
    const at = this.isTurned ? startOf(data) : this.followed(data.rows);
    this.moved = at.row - this.at.row;
    this.at = at;
    this.data = data;
    this.free = new Map(Object.entries(data.free).map(([stand, slots]) => [stand, new Set(slots)]));
    this.cells = data.rows.map((row) => cellsOf(row, data.hours.length));
    this.isNarrow = this.box.clientWidth > 0 && this.box.clientWidth < NARROW;
    this.draw();
  }

  // Where the keyboard is, as long as its table is there: rows over it come and go.
  followed(rows) {
    const was = this.data.rows[this.at.row];
    const tables = [(row) => row.name === was?.name, () => true].map((isIt) =>
      rows.findIndex((row) => row.stand === was?.stand && isIt(row)));
    const row = tables.find((found) => found >= 0) ?? Math.min(this.at.row, rows.length - 1);
    return { row: Math.max(0, row), slot: this.at.slot };
  }

  onSize() {
    const isNarrow = this.box.clientWidth < NARROW;
    if (!this.data || isNarrow === this.isNarrow) return;
    this.isNarrow = isNarrow;
    this.draw();
  }

  draw() {
    const hadFocus = this.box.contains(this.box.getRootNode().activeElement);
    if (this.isNarrow) this.drawStand();
    else this.drawGrid();
    if (hadFocus) this.cellAt(this.at)?.focus({ preventScroll: true });
  }

  // ---- the whole hall, on a screen that has room for it

  drawGrid() {
    const { hours, rows, words, now } = this.data;
    const frame = JSON.stringify([hours, rows.length, words, now]);
    const isSame = frame === this.frame && this.scroller?.isConnected;
    this.frame = frame;
    const kept = this.scroller?.isConnected
      ? [this.isTurned ? 0 : this.scroller.scrollTop + this.moved * ROW, this.scroller.scrollLeft]
      : null;
    [this.isTurned, this.moved] = [false, 0];
    if (isSame) {
      [this.scroller.scrollTop] = kept;
      this.drawRows(true);
      return;
    }
    this.drawn = new Map();
    this.scroller = element("div", { class: "scroller", tabindex: -1 });
    const width = `var(--head) repeat(${hours.length}, var(--cell))`;
    this.sheet = element("div", {
      role: "grid", "aria-label": words.grid, "aria-rowcount": rows.length + 1,
      "aria-colcount": hours.length + 1, class: "sheet",
      style: `--columns: ${width}; height: ${HEAD + rows.length * ROW}px`,
    });
    this.sheet.append(this.headRow(), element("div", { role: "rowgroup", class: "rows" }));
    this.scroller.append(this.sheet);
    this.box.replaceChildren(this.scroller);
    this.body = this.sheet.lastChild;
    this.from = -1;
    this.scroller.addEventListener("scroll", () => this.drawRows());
    if (kept) [this.scroller.scrollTop, this.scroller.scrollLeft] = kept;
    else this.goToNow();
    this.drawRows();
  }

  headRow() {
    const { hours, words, now } = this.data;
    const cells = hours.map((hour, slot) => element("div", {
      role: "columnheader", "aria-colindex": slot + 2,
      class: slot === now ? "hour now" : "hour",
    }, slot === now ? `▼ ${hour}` : hour));
    const corner = element("div", { role: "columnheader", "aria-colindex": 1, class: "corner" },
      words.table);
    const row = element("div", { role: "row", "aria-rowindex": 1, class: "row" }, corner, ...cells);
    return element("div", { role: "rowgroup", class: "head" }, row);
  }

  goToNow() {
    requestAnimationFrame(() => {
      const cell = this.sheet.querySelector(".hour");
      if (cell) this.scroller.scrollLeft = Math.max(0, this.data.now - 1) * cell.offsetWidth;
    });
  }

  // Rows that look as before stay in the page: an act changes a few of them.
  drawRows(isNew = false) {
    const height = this.scroller.clientHeight || 500;
    const first = Math.max(0, Math.floor(this.scroller.scrollTop / ROW) - AROUND);
    const last = Math.min(this.data.rows.length, first + Math.ceil(height / ROW) + 2 * AROUND);
    const isWhere = first === this.from && last === this.to;
    if (isWhere && !isNew) return;
    const hadFocus = this.body.contains(this.box.getRootNode().activeElement);
    this.at.row = Math.max(first, Math.min(this.at.row, last - 1)); // a way in for the keyboard
    [this.from, this.to] = [first, last];
    const before = this.drawn;
    this.drawn = new Map();
    for (let row = first; row < last; row += 1) {
      const look = this.lookOf(row);
      const known = before.get(row);
      this.drawn.set(row, known?.look === look ? known : { look, node: this.row(row) });
    }
    if (isWhere) {
      for (const [row, { node }] of this.drawn) {
        if (node !== before.get(row).node) before.get(row).node.replaceWith(node);
      }
    } else this.body.replaceChildren(...[...this.drawn.values()].map(({ node }) => node));
    this.mark();
    if (hadFocus) this.cellAt(this.at)?.focus({ preventScroll: true });
  }

  // All that a row is drawn from, but for where the keyboard is.
  lookOf(index) {
    const row = this.data.rows[index];
    const free = [...(this.free.get(row.stand) ?? [])];
    return JSON.stringify([row, free, this.cells[index].some((cell) => this.isPicked(cell))
      ? this.data.picked : ""]);
  }

  row(index) {
    const row = this.data.rows[index];
    const head = element("div", { role: "rowheader", "aria-colindex": 1, class: "stand" },
      element("b", {}, row.sign), ` ${row.name}`);
    head.title = `${row.sign} ${row.name}`;
    const cells = this.cells[index].map((cell) => this.cell(row, index, cell));
    return element("div", {
      role: "row", "aria-rowindex": index + 2, class: row.first ? "row first" : "row",
      style: `top: ${HEAD + index * ROW}px`,
    }, head, ...cells);
  }

  cell(row, index, cell) {
    const made = element("div", {
      role: "gridcell", "aria-colindex": cell.slot + 2,
      "aria-colspan": cell.length > 1 ? cell.length : undefined,
      tabindex: -1, "data-row": index, "data-slot": cell.slot,
      class: this.look(row, cell), "aria-label": this.said(row, cell),
      "aria-selected": this.isPicked(cell) ? "true" : undefined,
      style: cell.length > 1 ? `grid-column: span ${cell.length}` : undefined,
    }, this.sign(row, cell));
    made.title = this.said(row, cell);
    return made;
  }

  isPicked(cell) {
    return Boolean(cell.block && this.data.picked && cell.block.ids.includes(this.data.picked));
  }

  isFree(row, cell) {
    return !cell.block && !cell.closed && Boolean(this.free.get(row.stand)?.has(cell.slot));
  }

  look(row, cell) {
    const looks = ["cell"];
    if (cell.block) looks.push("block", cell.block.state);
    else if (cell.closed) looks.push("closed");
    if (this.isPicked(cell)) looks.push("picked");
    if (this.isFree(row, cell)) looks.push("free");
    if (this.data.now >= cell.slot && this.data.now < cell.slot + cell.length) looks.push("now");
    return looks.join(" ");
  }

  sign(row, cell) {
    if (cell.block) {
      const hand = cell.block.hand ? "◆ " : "";
      return `${hand}${SIGNS[cell.block.state]} ${cell.block.text}`;
    }
    if (this.isFree(row, cell)) return "+";
    return cell.closed ? "×" : "";
  }

  said(row, cell) {
    const { words, hours } = this.data;
    const where = `${hours[cell.slot]}, ${row.sign} ${row.name}`;
    if (cell.block) {
      const hand = cell.block.hand ? `, ${words.hand}` : "";
      return `${where} : ${cell.block.text}, ${words[cell.block.state]}${hand}`;
    }
    const state = this.isFree(row, cell) ? words.free : cell.closed ? words.closed : words.empty;
    return `${where} : ${state}`;
  }

  // ---- one stand, on a telephone

  drawStand() {
    const { rows, words, hours, now } = this.data;
    const stands = rows.filter((row) => row.first);
    if (!stands.some((row) => row.stand === this.stand)) this.stand = stands[0]?.stand ?? "";
    const choice = element("select", { "aria-label": words.table },
      ...stands.map((row) => element("option",
        { value: row.stand, selected: row.stand === this.stand }, `${row.sign} ${row.name}`)));
    choice.addEventListener("change", () => {
      this.stand = choice.value;
      this.drawStand();
    });
    const lists = { earlier: element("ul", { class: "hours" }), on: element("ul", { class: "hours" }) };
    const mine = rows.map((row, index) => [row, index]).filter(([row]) => row.stand === this.stand);
    for (let slot = 0; slot < hours.length; slot += 1) {
      const found = mine.map(([row, index]) =>
        [row, index, this.cells[index].find((cell) => cell.slot === slot)]);
      const buttons = found.filter(([, , cell]) => cell).map(([row, index, cell]) =>
        element("button", {
          type: "button", "data-row": index, "data-slot": slot, class: this.look(row, cell),
          "aria-label": this.said(row, cell),
        }, this.sign(row, cell) || words.empty));
      if (!buttons.length) continue;
      const list = slot < now && now < hours.length ? lists.earlier : lists.on;
      list.append(element("li", { class: slot === now ? "now" : "" },
        element("b", {}, slot === now ? `▶ ${hours[slot]}` : hours[slot]), ...buttons));
    }
    this.box.replaceChildren(choice, ...this.folded(lists.earlier), lists.on);
  }

  // What is over stands above what is to come, folded: a telephone begins with now.
  folded(list) {
    if (!list.childElementCount) return [];
    const fold = element("details", { open: this.isUnfolded },
      element("summary", {}, this.data.words.earlier), list);
    fold.addEventListener("toggle", () => { this.isUnfolded = fold.open; });
    return [fold];
  }

  // ---- acts

  onClick(event) {
    const target = event.target.closest("[data-slot]");
    if (!target) return;
    this.at = { row: Number(target.dataset.row), slot: Number(target.dataset.slot) };
    if (!this.isNarrow) this.hold(this.at);
    this.touch(event.shiftKey ? "swap" : "touch");
  }

  onFocus(target) {
    if (!target.dataset.slot) return;
    this.at = { row: Number(target.dataset.row), slot: Number(target.dataset.slot) };
  }

  onKey(event) {
    if (this.isNarrow || !event.target.closest("[data-slot]")) return;
    const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
    const page = Math.max(1, Math.floor(this.scroller.clientHeight / ROW) - 1);
    const last = this.data.hours.length - 1;
    const jumps = { PageUp: [-page, 0], PageDown: [page, 0], Home: [0, -last], End: [0, last] };
    const step = steps[event.key] ?? jumps[event.key];
    const acts = { Enter: "touch", " ": "touch", s: "swap", S: "swap", Delete: "cancel",
      Backspace: "cancel", Escape: "drop" };
    if (!step && !acts[event.key]) return;
    event.preventDefault();
    event.stopPropagation();
    if (step) this.step(step);
    else if (event.key === "Escape") this.act({ kind: "drop" });
    else this.touch(acts[event.key]);
  }

  step([down, along]) {
    const row = Math.min(this.data.rows.length - 1, Math.max(0, this.at.row + down));
    const cells = this.cells[row];
    const here = cells.findIndex((cell) =>
      cell.slot <= this.at.slot && this.at.slot < cell.slot + cell.length);
    const next = Math.min(cells.length - 1, Math.max(0, here + along));
    this.moveTo({ row, slot: along ? cells[next].slot : this.at.slot });
  }

  // What a finger touches is in sight: nothing scrolls away under it.
  hold(at) {
    this.at = at;
    this.mark();
    this.cellAt(at)?.focus({ preventScroll: true });
  }

  // One cell is where Tab comes in.
  mark() {
    this.sheet.querySelector('[role=gridcell][tabindex="0"]')?.setAttribute("tabindex", -1);
    this.cellAt(this.at)?.setAttribute("tabindex", 0);
  }

  // The keyboard may lead out of sight: the grid follows it.
  moveTo(at) {
    this.hold(at);
    const top = at.row * ROW;
    const { scrollTop, clientHeight } = this.scroller;
    if (top < scrollTop) this.scroller.scrollTop = top;
    else if (top + HEAD + 2 * ROW > scrollTop + clientHeight) {
      this.scroller.scrollTop = top + HEAD + 2 * ROW - clientHeight;
    }
    this.drawRows();
    this.hold(at);
    this.cellAt(at)?.scrollIntoView?.({ block: "nearest", inline: "nearest" });
  }

  cellAt({ row, slot }) {
    const found = [...this.box.querySelectorAll(`[data-row="${row}"]`)];
    return found.filter((cell) => Number(cell.dataset.slot) <= slot).at(-1);
  }

  touch(kind) {
    const { row, slot } = this.at;
    const at = this.data.rows[row];
    const cell = this.cells[row].find((each) => each.slot <= slot && slot < each.slot + each.length);
    const ids = cell.block?.ids ?? [];
    this.act({ kind, stand: at.stand, slot: cell.slot, meeting: ids[0] ?? "", people: ids.length });
  }

  // One act at a time: until its answer is drawn, further touches are of what stood there before.
  act(act) {
    if (this.waits) return;
    this.waits = true;
    setTimeout(() => { this.waits = false; }, 1500);
    this.tell(act);
  }
}

// Where the keyboard comes in: the first table, at the hour that runs.
function startOf({ hours, now }) {
  return { row: 0, slot: Math.max(0, Math.min(now, hours.length - 1)) };
}

// A row as one sees it: boxes as long as they last, and an empty cell for each slot beside them.
function cellsOf(row, hours) {
  const closed = new Set(row.closed);
  const blocks = new Map(row.blocks.map((block) => [block.slot, block]));
  const cells = [];
  let slot = 0;
  while (slot < hours) {
    const block = blocks.get(slot);
    const length = block ? Math.min(block.length, hours - slot) : 1;
    cells.push({ slot, length, block, closed: !block && closed.has(slot) });
    slot += length;
  }
  return cells;
}
