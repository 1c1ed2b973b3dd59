// Words of Streamlit's widgets in the reader's language; "{name}" in a word stands for any other.

const WIDGETS = [
  '[data-testid="stFileUploader"]',
  '[data-testid="stFileUploaderDropzone"]',
  '[data-testid="stMultiSelect"]',
  '[data-testid="stMultiSelectDropdown"]',
  '[data-testid="stSelectbox"]',
  '[data-testid="stSelectboxVirtualDropdown"]',
  '[data-testid="stDateInput"]',
  '[data-testid="stDateInputCalendar"]',
  '[data-testid="stTimeInput"]',
  '[data-testid="stNumberInput"]',
  '[data-testid="stTextInput"]',
  '[data-testid="stTextArea"]',
  '[data-testid="InputInstructions"]',
  '[data-testid="stHeader"]',
  '[data-testid="stHeaderActionElements"]',
  '[data-testid="stSkipToContent"]',
  '[data-testid="stSidebar"]',
  '[data-testid="stTooltipIcon"]',
  '[data-testid="stElementToolbar"]',
  '[data-testid="stCode"]',
  '[data-testid="stStatusWidget"]',
  '[role="dialog"]',
  "[data-live-announcer]",
  // What React Aria says of a field to a screen reader alone.
  '[id^="react-aria-description"]',
  '[data-baseweb="popover"]',
  '[role="listbox"]',
].join(",");
const NAMES = ["aria-label", "aria-valuetext", "title", "placeholder"];
const ESCAPED = /\\([\\`*_{}[\]()<>#+\-!|$:~&.@])/g;
const BADGE = /:(?:blue|green|orange|red)-badge\[([^\]]*)\]/g;
const BOLD = /\*\*(.+?)\*\*(?=\s|$)/g;

let words = [];
let language = "fr";
let watching = null;

export default function mount({ data }) {
  language = data.language;
  // Streamlit's page says that it is English: a screen reader would read French as English.
  if (document.documentElement.lang !== language) document.documentElement.lang = language;
  words = Object.entries(data.words).map(([theirs, ours]) => [patternOf(theirs), theirs, ours]);
  watching ??= watch();
  putAll(document.body);
  // What the first page hides until its words are ours (matching/ui/gate/first_page.py).
  document.documentElement.dataset.isWorded = "";
}

function watch() {
  const observer = new MutationObserver((records) => {
    for (const { type, target, addedNodes } of records) {
      if (type === "attributes") putNames(target);
      else if (type === "characterData") putText(target);
      else for (const node of addedNodes) putAll(node);
    }
  });
  const what = { childList: true, subtree: true, characterData: true };
  observer.observe(document.body, { ...what, attributes: true, attributeFilter: NAMES });
  return observer;
}

function putAll(root) {
  if (root.nodeType === Node.TEXT_NODE) return putText(root);
  if (root.nodeType !== Node.ELEMENT_NODE) return;
  putNames(root);
  for (const element of root.querySelectorAll(NAMES.map((name) => `[${name}]`).join(","))) {
    putNames(element);
  }
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) putText(walker.currentNode);
}

function putText(node) {
  if (!node.parentElement?.closest(WIDGETS)) return;
  const said = inOurWords(node.nodeValue);
  if (said !== node.nodeValue) node.nodeValue = said;
}

function putNames(element) {
  const isWidget = element.closest?.(WIDGETS);
  for (const name of NAMES) {
    const was = element.getAttribute?.(name);
    if (!was) continue;
    const said = plainly(isWidget ? inOurWords(was) : was);
    if (said !== was) element.setAttribute(name, said);
  }
}

/** A name without the signs of Markdown that Streamlit leaves in it. */
function plainly(text) {
  return text.replace(BADGE, "($1)").replace(BOLD, "$1").replace(ESCAPED, "$1");
}

function inOurWords(text) {
  for (const [pattern, theirs, ours] of words) {
    const found = pattern.exec(text);
    if (!found || (theirs === ours && !/\{(?:date|month)\}/.test(ours))) continue;
    return ours.replace(/\{(\w+)\}/g, (_, name) => part(name, found.groups?.[name] ?? ""));
  }
  return text;
}

/** A day or a month, which Streamlit's field of a date says in English, in the reader's language. */
function part(name, text) {
  const style = { date: { dateStyle: "long" }, month: { month: "long" } }[name];
  const at = style && new Date(name === "month" ? `${text} 1, 2000` : text);
  return at && !isNaN(at) ? new Intl.DateTimeFormat(language, style).format(at) : text;
}

function patternOf(theirs) {
  const parts = theirs.split(/\{(\w+)\}/);
  const escaped = parts.map((part, place) =>
    place % 2 ? `(?<${part}>.+?)` : part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"),
  );
  return new RegExp(`^${escaped.join("")}$`);
}
