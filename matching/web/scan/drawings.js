// Pictograms, one for each kind of answer; the word beside them says the same.

const PATHS = {
  idle: "M8 18V8h10M38 8h10v10M48 38v10H38M18 48H8V38M20 20h16v16H20z",
  asking: "M28 10a18 18 0 1 0 18 18M28 18v11l7 5",
  accepted: "M8 29l14 14 26-30",
  already: "M28 26v16M28 15v1M28 5a23 23 0 1 0 .1 0z",
  noted: "M15 6h26M15 50h26M18 6c0 12 20 16 20 22s-20 10-20 22M38 6c0 12-20 16-20 22s20 10 20 22",
  left: "M22 8H8v40h14M20 28h28M36 16l12 12-12 12",
  outside: "M28 26v16M28 15v1M28 5a23 23 0 1 0 .1 0z",
  undone: "M20 14L8 26l12 12M8 26h24a14 14 0 0 1 0 28h-6",
  kept: "M28 5a23 23 0 1 0 .1 0zM28 15v16M28 38v1",
  refused: "M28 5a23 23 0 1 0 .1 0zM12 12l32 32",
};

/** The pictogram of a kind of answer, hidden from screen readers: the word is for them. */
export function drawing(kind) {
  return `<svg viewBox="0 0 56 56" aria-hidden="true" focusable="false"><path d="${PATHS[kind]}"
    fill="none" stroke="currentColor" stroke-width="5" stroke-linecap="round"
    stroke-linejoin="round"/></svg>`;
}
