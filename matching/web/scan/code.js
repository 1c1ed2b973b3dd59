// The badge code as badges/code.py reads it: the same answer on the tablet and on the server.

export const ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
export const CODE_LENGTH = 10;

const FILLER = /[\p{Z}\p{C}\p{P}\p{M}\u2212]/u;
const DIGIT = /\p{Nd}/u;

/** The code in what was typed or scanned: `{code, reason}`, one of the two is empty. */
export function readCode(text) {
  const code = bare(text);
  const length = [...code].length;
  if (!code) return refused("code_empty");
  if (length <= CODE_LENGTH && [...code].some((symbol) => !ALPHABET.includes(symbol))) {
    return refused("code_symbol");
  }
  if (length !== CODE_LENGTH) return refused("code_length");
  return checks(code) ? { code, reason: "" } : refused("code_check");
}

/** A code in two halves, easier to read aloud. */
export function prettyCode(code) {
  return `${code.slice(0, CODE_LENGTH / 2)}-${code.slice(CODE_LENGTH / 2)}`;
}

function refused(reason) {
  return { code: "", reason };
}

// Position times value sums to a multiple of 31: one wrong or two swapped symbols never pass.
function checks(code) {
  let total = 0;
  for (let at = 0; at < code.length; at += 1) total += (at + 1) * ALPHABET.indexOf(code[at]);
  return total % ALPHABET.length === 0;
}

function bare(text) {
  const plain = text.normalize("NFKC").replace(/[a-z]/g, (small) => small.toUpperCase());
  return [...plain].filter((symbol) => !FILLER.test(symbol)).map(digit).join("");
}

// Digits of another keyboard, Arabic for instance, stand in runs of ten that begin at zero.
function digit(symbol) {
  if (symbol <= "9" || !DIGIT.test(symbol)) return symbol;
  const here = symbol.codePointAt(0);
  let zero = here;
  while (DIGIT.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return String((here - zero) % 10);
}
