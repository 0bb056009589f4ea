// Loads this page again when it changed, and shows over it what is wrong with the sources.
(() => {
  const { page, seen } = document.currentScript.dataset;
  const address = `/.preview/events?${new URLSearchParams({ page, seen })}`;
  let stream = null;
  let overlay = null;

  const STYLE = `
    section { position: fixed; inset-block-end: 0; inset-inline: 0; z-index: 2147483647;
      max-block-size: 80vh; overflow: auto; box-sizing: border-box; padding: 1rem 1.25rem;
      background: #fff; color: #1b1b1b; border-block-start: .4rem solid #b3261e;
      box-shadow: 0 0 2rem #0008; font: 1rem/1.5 system-ui, sans-serif; text-align: start }
    h2 { margin: 0 0 .5rem; font-size: 1.1rem }
    ol { margin: 0; padding-inline-start: 1.5rem }
    li { margin-block: .35rem; overflow-wrap: anywhere; font-family: ui-monospace, monospace }
    button { position: absolute; inset-block-start: .75rem; inset-inline-end: 1rem; font: inherit }`;

  const element = (name, text = "") => Object.assign(document.createElement(name), { textContent: text });

  function hide() {
    overlay?.remove();
    overlay = null;
  }

  function show(lines) {
    hide();
    if (!lines.length) return;
    overlay = element("div");
    overlay.id = "communique-preview";
    const box = element("section");
    box.lang = "en";
    box.dir = "ltr";
    box.setAttribute("role", "alert");
    box.append(element("h2", `${lines.length} problem${lines.length > 1 ? "s" : ""}; behind this is the last good page`));
    const list = element("ol");
    list.append(...lines.map((line) => element("li", line)));
    const button = element("button", "Hide");
    button.type = "button";
    button.onclick = hide;
    box.append(list, button);
    overlay.attachShadow({ mode: "open" }).append(element("style", STYLE), box);
    document.body.append(overlay);
  }

  function listen() {
    stream = new EventSource(address);
    stream.onmessage = (event) => {
      const told = JSON.parse(event.data);
      if (told.reload) {
        stream.close();
        location.reload();
      } else {
        show(told.lines);
      }
    };
  }

  // A browser keeps six connections to a server: a page that nobody sees gives its own back, and
  // is told on its return what it missed.
  function follow() {
    if (document.hidden) {
      stream?.close();
      stream = null;
    } else if (!stream) {
      listen();
    }
  }

  document.addEventListener("visibilitychange", follow);
  addEventListener("pagehide", () => { stream?.close(); stream = null; });
  addEventListener("pageshow", follow);
  follow();
})();
