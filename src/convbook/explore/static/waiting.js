// Outputs of cells tagged "after:NAME" wait for the answer to the question NAME, which predict.js
// has made ready: where that script does not run, nothing is hidden.
(function () {
  "use strict";

  // Bare `hidden` where the browser's search does not look into what is hidden until found.
  const HIDDEN = "onbeforematch" in document.documentElement ? "until-found" : "";

  function covered(root, output) {
    const words = JSON.parse(root.dataset.cbWords);
    const cover = document.createElement("div");
    cover.className = "cb-waits";
    cover.innerHTML = "<p></p><p><a></a> <button type='button'></button></p>";
    const [line, link, button] = ["p", "a", "button"].map((tag) => cover.querySelector(tag));
    line.textContent = words.waits;
    link.textContent = words["to the question"];
    link.href = `#${root.id}`;
    button.textContent = words.open;
    output.before(cover);
    output.setAttribute("hidden", HIDDEN);
    const open = () => {
      cover.remove();
      output.removeAttribute("hidden");
    };
    output.addEventListener("beforematch", open);
    button.addEventListener("click", () => {
      open();
      output.tabIndex = -1;
      output.focus();
    });
    return { output, open };
  }

  function wait(root) {
    const tag = CSS.escape(`tag_after:${root.id}`);
    const outputs = document.querySelectorAll(`.${tag} > .cell_output`);
    const waiting = [...outputs].map((output) => covered(root, output));
    root.addEventListener("cb-committed", () => waiting.forEach(({ open }) => open()));

    // A link into what waits opens it, one to the settings of an explorer too.
    function showTarget() {
      const [id] = location.hash.slice(1).split("?");
      const target = document.getElementById(id);
      const around = waiting.find(({ output }) => target && output.contains(target));
      if (!around) return;
      around.open();
      target.scrollIntoView();
    }
    addEventListener("hashchange", showTarget);
    showTarget();
  }

  document.querySelectorAll(".cb-predict[data-cb-ready]:not([data-cb-committed])").forEach(wait);
})();
