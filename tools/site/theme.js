// Before anything is painted: the theme that was chosen here earlier, or else the system's.
(() => {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const kept = (() => { try { return localStorage.getItem("theme"); } catch { return null; } })();
  let theme = kept || (system.matches ? "dark" : "light");
  const show = (which) => { document.documentElement.dataset.jpThemeLight = String(which === "light"); };
  show(theme);
  addEventListener("beforeprint", () => show("light"));
  addEventListener("afterprint", () => show(theme));
  addEventListener("DOMContentLoaded", () => {
    const button = document.getElementById("theme");
    const name = () => { button.textContent = theme === "dark" ? "Light theme" : "Dark theme"; };
    button.hidden = false;
    name();
    button.addEventListener("click", () => {
      theme = theme === "dark" ? "light" : "dark";
      try { localStorage.setItem("theme", theme); } catch { /* it holds for this page */ }
      show(theme);
      name();
    });
  });
})();
