// Puts the scanner of /scan/files into the page, once, and speaks to it when the page runs again.

const mounted = new WeakMap();

export default function mount({ parentElement, data, setTriggerValue }) {
  const tell = (answer) => setTriggerValue("answer", answer);
  const here = mounted.get(parentElement) ?? open(parentElement, data);
  here.tell = tell;
  here.scanner.then((scanner) => scanner.speak(data.language));
  return () => {
    mounted.delete(parentElement);
    here.scanner.then((scanner) => scanner.close());
  };
}

function open(parentElement, data) {
  const here = { tell: () => {} };
  const module = import(new URL("/scan/files/scanner.js", location.origin).href);
  here.scanner = module.then(({ openScanner }) =>
    openScanner(parentElement, { ...data, answered: (answer) => here.tell(answer) }));
  mounted.set(parentElement, here);
  return here;
}
