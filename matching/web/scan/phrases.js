// What the scanner says, from the catalogues of the server; nothing is worded in these files.

const LANGUAGES = ["fr", "en"];
/** The languages that visitors may be spoken to in, as each is called by those who speak it. */
export const SPOKEN = {
  fr: "Français", en: "English", ar: "العربية", es: "Español", pt: "Português", tr: "Türkçe",
  uk: "Українська",
};
// Visitors who stand alone are told what they can do; why is for staff.
const FOR_VISITORS = [
  [/^refused\./, "scan.kiosk_help"],
  [/^scan\.noted_/, "scan.kiosk_noted"],
  [/^scan\.(idle_blind|camera_(insecure|refused|none|busy|reader|starting|paused))$/, "scan.kiosk_blind"],
  [/^scan\.already_at_station$/, "scan.already_at"],
];
const KEPT = "parvis.language";

/** The language to speak: asked for, chosen before on this tablet, or the browser's. */
export function settleLanguage(asked = "") {
  const browsers = (navigator.languages ?? []).map((one) => one.slice(0, 2));
  const wished = [asked, localStorage.getItem(KEPT) ?? "", ...browsers];
  return wished.find((one) => LANGUAGES.includes(one)) ?? LANGUAGES[0];
}

/** The language of a visitor alone: the one touched before, which nobody finds after them. */
export function visitorsLanguage(asked) {
  return asked in SPOKEN ? asked : settleLanguage();
}

/** The same sentences as visitors are told them. */
export function forVisitors(say) {
  return (code, params) => say(FOR_VISITORS.find(([found]) => found.test(code))?.[1] ?? code, params);
}

/** Speak this language on this tablet from now on. */
export function keepLanguage(language) {
  localStorage.setItem(KEPT, language);
}

/** A function that says the sentence of a code, its placeholders filled in. */
export async function learnPhrases(language) {
  const answer = await fetch(new URL(`../phrases/${language}.json`, import.meta.url));
  if (!answer.ok) throw new Error(`phrases: ${answer.status}`);
  const phrases = await answer.json();
  const say = (code, params = {}) => {
    if (!(code in phrases)) return say("refused.unknown_reason");
    return phrases[code].replace(/\{(\w+)\}/g, (_, name) => params[name] ?? "");
  };
  return say;
}
