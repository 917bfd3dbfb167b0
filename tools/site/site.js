// Formulas, and where the widgets' own module lies: without this line it would be asked from a public network.
const assets = new URL(".", document.currentScript.src).href;
requirejs.config({ paths: { anywidget: `${assets}anywidget` } });

const delimiters = [
  { left: "$$", right: "$$", display: true },
  { left: "$", right: "$", display: false },
];
for (const part of document.querySelectorAll(".prose, .latex")) renderMathInElement(part, { delimiters });

// What is wider than its place can be scrolled with the keyboard.
const reachable = () => {
  for (const wide of document.querySelectorAll("main pre, .latex, .html, .prose table, .katex-display, .picture")) {
    if (wide.scrollWidth > wide.clientWidth + 1) wide.tabIndex = 0;
    else wide.removeAttribute("tabindex");
  }
};
reachable();
addEventListener("resize", reachable);
