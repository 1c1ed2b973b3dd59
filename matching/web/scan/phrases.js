// What the scanner says, from the catalogues of the server; nothing is worded in these files.

const LANGUAGES = ["fr", "en"];
const KEPT = "parvis.language";

/** The language to speak: asked for, chosen before on this tablet, or the browser's. */
export function settleLanguage(asked = "") {
  const browsers = (navigator.languages ?? []).map((one) => one.slice(0, 2));
  const wished = [asked, localStorage.getItem(KEPT) ?? "", ...browsers];
  return wished.find((one) => LANGUAGES.includes(one)) ?? LANGUAGES[0];
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
