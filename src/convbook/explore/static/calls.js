// The calls below the picture: they follow the setting and can be copied. Used by controls.js.
(function () {
  "use strict";

  // The calls of one player; `say` finds its words.
  globalThis.convbookCalls = function (root, say) {
    const block = root.querySelector(":scope > .cb-calls");
    if (!block) return { show() {} };
    const told = block.querySelector(":scope > .cb-copied");
    const rows = [...block.querySelectorAll(":scope > .cb-call")];
    const texts = rows.map((row) => row.querySelector("code > span"));

    async function copy(n) {
      try {
        await navigator.clipboard.writeText(texts[n].textContent);
        told.textContent = say("call copied");
      } catch {
        getSelection().selectAllChildren(texts[n]);
        told.textContent = say("call selected");
      }
    }

    rows.forEach((row, n) => {
      const button = row.querySelector("button");
      button.disabled = false;
      button.addEventListener("click", () => copy(n));
    });

    function show(calls, refused) {
      const title = refused ? say("call refused") : say("call");
      const shown = calls.length === 0 ? say("no call") : title;
      block.querySelector(":scope > .cb-call-title").textContent = shown;
      told.textContent = "";
      rows.forEach((row, n) => {
        row.toggleAttribute("data-cb-none", calls.length === 0);
        texts[n].textContent = calls[n] ?? "";
      });
    }

    return { show };
  };
})();
