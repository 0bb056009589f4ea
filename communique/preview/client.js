// Shows this page anew when it changed, and over it what is wrong with the sources.
(() => {
  const OURS = 'script[src="/.preview/client.js"]';
  let { page, seen } = document.currentScript.dataset;
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

  const KEPT = "link[rel=stylesheet], style";
  const looks = (from) => [...from.querySelectorAll(KEPT)].map((each) => each.outerHTML).join();
  const acts = (from) =>
    [...from.querySelectorAll("script, meta[http-equiv=refresh]")].some(
      (each) => each.type !== "application/ld+json" && !each.matches(OURS),
    );

  // Loading a page again takes a browser some tenths of a second; new text in the old one does not.
  // Only where it has other styles, or does something by itself, is it loaded whole.
  async function renew() {
    const response = await fetch(location.href);
    const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
    const known = fresh.querySelector(OURS).dataset;
    const filesOf = (token) => token.split("-")[1];
    if (
      response.redirected ||
      filesOf(known.seen) !== filesOf(seen) ||
      looks(fresh) !== looks(document) ||
      acts(fresh) ||
      acts(document)
    ) {
      throw new Error("more than text changed");
    }
    const place = [scrollX, scrollY];
    const root = document.documentElement;
    for (const { name } of [...root.attributes]) root.removeAttribute(name);
    for (const { name, value } of fresh.documentElement.attributes) root.setAttribute(name, value);
    for (const each of [...document.head.children]) if (!each.matches(KEPT)) each.remove();
    document.head.append(...[...fresh.head.children].filter((each) => !each.matches(KEPT)));
    document.body.replaceWith(fresh.body);
    scrollTo({ left: place[0], top: place[1], behavior: "instant" });
    ({ page, seen } = known);
    overlay = null;
    stream = null;
    follow();
  }

  function listen() {
    stream = new EventSource(`/.preview/events?${new URLSearchParams({ page, seen })}`);
    stream.onmessage = (event) => {
      const told = JSON.parse(event.data);
      if (told.reload) {
        stream.close();
        renew().catch(() => location.reload());
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
