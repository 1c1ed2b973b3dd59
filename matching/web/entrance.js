// The QR of a card of access carries its code behind "#": it is typed here for whoever scanned it.

function enterByCard() {
  const form = document.querySelector('form[action="/enter"]');
  const code = location.hash.slice(1);
  if (form === null || !/^[\d-]{7,14}$/.test(code)) return;
  history.replaceState(null, "", "/enter"); // the code is not left in the address bar
  form.elements.code.value = code;
  form.requestSubmit();
}

addEventListener("hashchange", enterByCard);
enterByCard();
