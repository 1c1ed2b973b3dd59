// The page of the scanner alone: it can be installed, and it opens without the server.

import { element } from "./element.js";
import {
  forVisitors, keepLanguage, learnPhrases, settleLanguage, SPOKEN, visitorsLanguage,
} from "./phrases.js";
import { openScanner } from "./scanner.js";

const STATION = "parvis.station";
const STAFF = ["fr", "en"];

const asked = new URLSearchParams(location.search);
const fair = document.documentElement.dataset.fair;
// A kiosk stands alone: who touches it can look nobody up, and changes nothing.
const isKiosk = document.documentElement.dataset.kiosk === "yes";
const wishedFirst = asked.get("lang") ?? "";
let language = isKiosk ? visitorsLanguage(wishedFirst) : settleLanguage(wishedFirst);
// What a visitor touched, here or on the screen before: their sheet is printed in it.
let touched = isKiosk && asked.get("touched") === "yes" ? language : "";
let say = await learn(language);
let offer = null;
let isKept = null;

if (asked.has("station")) localStorage.setItem(STATION, asked.get("station"));
// Without a name of its own the tablet is called as it was when its code was typed.
const station = localStorage.getItem(STATION) ?? "";
const scanner = await openScanner(document.getElementById("scanner"), {
  fair, station, language, eager: true, undoes: !isKiosk, installed: () => isKept,
  isKiosk, touched: () => touched, forgotten: backToStart,
  exits: document.documentElement.dataset.exits === "yes",
});
drawFrame();
addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  offer = event;
  drawFrame();
});
await keepPage();

async function learn(wished) {
  const said = await learnPhrases(wished);
  return isKiosk ? forVisitors(said) : said;
}

// The next person chooses their own language, at the kiosk's first screen.
function backToStart(link) {
  if (isKiosk && link === "ok") location.replace("/");
}

async function speak(wished) {
  if (isKiosk) touched = wished;
  else keepLanguage(wished);
  language = wished;
  say = await learn(wished);
  await scanner.speak(wished);
  drawFrame();
}

function drawFrame() {
  document.documentElement.lang = language;
  document.documentElement.dir = language === "ar" ? "rtl" : "ltr";
  const others = (isKiosk ? Object.keys(SPOKEN) : STAFF).filter((one) => one !== language);
  const [href, word] = isKiosk ? [`/kiosk?lang=${language}`, "scan.no_badge"] : ["/", "scan.by_name"];
  document.getElementById("nav").replaceChildren(
    element("a", { class: "button", href }, say(word)),
    ...others.map((one) =>
      element("button", { type: "button", lang: one, onclick: () => speak(one) }, SPOKEN[one])),
    ...installButton(),
  );
  document.getElementById("settings").replaceChildren(...(isKiosk ? [] : [stationForm()]));
}

function installButton() {
  if (!offer || isKiosk) return [];
  const install = element("button", { type: "button" }, say("scan.install"));
  install.onclick = async () => {
    await offer.prompt();
    offer = null;
    drawFrame();
  };
  return [install];
}

function stationForm() {
  const field = element("input", { id: "parvis-station", maxLength: 40, value: station });
  const label = element("label", { htmlFor: field.id }, say("scan.station"));
  const button = element("button", { type: "submit" }, say("scan.station_keep"));
  const form = element("form", {}, label, field, button);
  form.onsubmit = (event) => {
    event.preventDefault();
    localStorage.setItem(STATION, field.value.trim());
    location.replace(location.pathname);
  };
  return form;
}

// Afterwards the page opens without the server, and the browser does not tidy its acts away.
async function keepPage() {
  if (!("serviceWorker" in navigator)) {
    isKept = false;
    return scanner.show();
  }
  const registration = await navigator.serviceWorker.register("/scan/offline.js", { scope: "/scan/" });
  const { active } = await navigator.serviceWorker.ready;
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }) => {
    isKept = data.kept;
    scanner.show();
  };
  (registration.active ?? active).postMessage({ keep: location.pathname }, [port2]);
  return navigator.storage?.persist?.();
}
