// Opens the browser's print dialog over a PDF, once for each PDF: a page that is drawn again, or a
// component that is mounted anew, prints nothing again.

const opened = new Set();
const FRAME = "parvis-paper";

export default function mount({ data }) {
  if (opened.has(data.address)) return;
  opened.add(data.address);
  // The last one stays until now: a browser's preview goes with the frame that it shows.
  document.getElementById(FRAME)?.remove();
  const frame = document.createElement("iframe");
  frame.id = FRAME;
  frame.title = "PDF";
  frame.setAttribute("aria-hidden", "true");
  frame.tabIndex = -1;
  // A frame that is not displayed at all is not printed.
  frame.style.cssText = "position:fixed;right:0;bottom:0;width:1px;height:1px;border:0;opacity:0";
  frame.addEventListener("load", () => print(frame), { once: true });
  frame.src = data.address;
  document.body.append(frame);
}

function print(frame) {
  try {
    frame.contentWindow.focus();
    frame.contentWindow.print();
  } catch (refused) {
    // A viewer that lets no page print it (some phones): the link beside the button opens it.
    console.info("print dialog refused", refused.name);
  }
}
