// Findings, terms and repairs follow the typing: the server looks at what stands in the boxes, and saves nothing.

const htmx = window.htmx;
const WAIT = 120; // milliseconds after the last key
const timers = new WeakMap();
const looks = new WeakMap(); // row → its last look: what was looked at, and the number of errors, once that is known

function typed(row) {
  const fields = new URLSearchParams();
  for (const box of row.querySelectorAll('textarea[name="target"]')) fields.append("target", box.value);
  if (row.dataset.listed !== undefined) fields.append("in", "list");
  return fields.toString();
}

async function ask(row, body) {
  try {
    const headers = { ...JSON.parse(document.body.getAttribute("hx-headers")), "content-type": "application/x-www-form-urlencoded", "hx-request": "true" };
    const answer = await fetch(`${row.dataset.base}/look`, { method: "POST", headers, body, cache: "no-store" });
    if (!answer.ok) return null;
    const part = document.createElement("template");
    part.innerHTML = await answer.text();
    return part.content;
  } catch (fault) {
    if (fault instanceof TypeError) return null; // The server is gone: what is saved tells.
    throw fault;
  }
}

function show(row, part) {
  for (const made of part.querySelectorAll("[data-live]")) {
    const place = row.querySelector(`[data-live="${made.dataset.live}"]`);
    // What somebody is pressing or writing a reason into stays.
    if (!place || place.contains(document.activeElement) || place.querySelector("details[open]")) continue;
    if (place.innerHTML === made.innerHTML) continue;
    place.replaceChildren(...made.childNodes);
    htmx.process(place);
  }
}

/** Look at what stands in an open row now; gives the number of errors, null where nobody knows. */
export function look(row) {
  clearTimeout(timers.get(row));
  const body = typed(row);
  const last = looks.get(row);
  if (last?.body === body) return last.errors;
  const errors = ask(row, body).then((part) => {
    if (!part) return null;
    const count = Number(part.querySelector("[data-errors]").dataset.errors);
    // Something else has been typed meanwhile.
    if (row.isConnected && looks.get(row)?.body === body) show(row, part);
    return count;
  });
  looks.set(row, { body, errors });
  return errors;
}

/** Look as soon as the typing pauses. */
export function lookSoon(row) {
  clearTimeout(timers.get(row));
  timers.set(row, setTimeout(() => row.isConnected && row.classList.contains("open") && look(row), WAIT));
}
