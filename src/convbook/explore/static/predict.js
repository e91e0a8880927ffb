// A question: the reader commits to an answer, then the page answers, and what waited is shown.
(function () {
  "use strict";

  const THOUSANDS = /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/;
  const DECIMAL_COMMA = /^[+-]?\d*,\d+$/;
  const FRACTION = /^([+-]?[\d.]+)\/([\d.]+)$/;

  // The number that a reader wrote, or NaN.
  function numberIn(text) {
    let plain = text.replace(/[\u2212\u2013]/g, "-").replace(/\s/g, "");
    if (THOUSANDS.test(plain)) plain = plain.replaceAll(",", "");
    else if (DECIMAL_COMMA.test(plain)) plain = plain.replace(",", ".");
    const parts = FRACTION.exec(plain);
    if (parts) return Number(parts[1]) / Number(parts[2]);
    return plain === "" ? NaN : Number(plain);
  }

  // Items of a list: commas, semicolons or blanks between them, brackets around.
  function itemsIn(text) {
    const inside = text.replace(/[[\](){}]/g, " ").replace(/([\u2212\u2013+-])\s+(?=[\d.])/g, "$1");
    return inside.split(/[\s,;]+/).filter(Boolean);
  }

  function start(root) {
    const child = (selector) => root.querySelector(`:scope > ${selector}`);
    const form = child(".cb-commit");
    const verdict = child(".cb-verdict");
    const answer = child(".cb-answer");
    const words = JSON.parse(root.dataset.cbWords);
    const bytes = Uint8Array.from(atob(root.dataset.cbKey), (one) => one.charCodeAt(0));
    const key = JSON.parse(new TextDecoder().decode(bytes));
    const field = form.querySelector("input[type=text]");
    const tag = CSS.escape(`tag_after:${root.id}`);
    const waiting = [...document.querySelectorAll(`.${tag} > .cell_output`)];

    const say = (name, given = {}) => words[name].replace(/\{(\w+)\}/g, (_, one) => given[one]);

    function wait(output) {
      const cover = document.createElement("div");
      cover.className = "cb-waits";
      const line = document.createElement("p");
      line.textContent = say("waits");
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = say("open");
      cover.append(line, button);
      output.before(cover);
      output.hidden = true;
      output.setAttribute("hidden", "until-found");
      const show = () => { cover.remove(); output.removeAttribute("hidden"); };
      button.addEventListener("click", () => {
        show();
        output.tabIndex = -1;
        output.focus();
      });
      output.addEventListener("beforematch", show);
      output.addEventListener("cb-show", show);
    }

    function showWaiting() {
      for (const output of waiting) output.dispatchEvent(new Event("cb-show"));
    }

    function reveal() {
      answer.hidden = false;
      answer.open = true;
      form.querySelector(".cb-give-up").hidden = true;
      root.dataset.cbCommitted = "";
      showWaiting();
    }

    function same(value, wanted) {
      if (typeof wanted === "string") return value === wanted;
      const [ones, others] = [value, wanted].map((one) => [one].flat());
      return ones.length === others.length && ones.every((one, n) => {
        const room = key.tolerance + 1e-9 * Math.max(1, Math.abs(others[n]));
        return Math.abs(one - others[n]) <= room;
      });
    }

    // The answer that stands in the form, or the sentence that says why there is none.
    function answered() {
      if (!field) {
        const chosen = form.querySelector("input:checked");
        return chosen ? { value: chosen.value } : { fault: say("nothing") };
      }
      if (!field.value.trim()) return { fault: say("nothing") };
      const items = key.several ? itemsIn(field.value) : [field.value.trim()];
      const numbers = items.map(numberIn);
      const bad = numbers.findIndex((one) => !Number.isFinite(one));
      if (bad >= 0) return { fault: say("no number", { given: items[bad] }) };
      if (!key.several) return { value: numbers[0] };
      if (numbers.length !== key.answer.length) {
        return { fault: say("how many", { count: key.answer.length, given: numbers.length }) };
      }
      return { value: numbers };
    }

    function commit(event) {
      event.preventDefault();
      const { value, fault } = answered();
      const tempting = fault ? undefined : key.tempting.find(([one]) => same(value, one));
      const right = !fault && same(value, key.answer);
      root.dataset.cbVerdict = right ? "right" : tempting ? "tempting" : "open";
      if (fault) verdict.textContent = fault;
      else if (right) verdict.textContent = say("right");
      else if (tempting) verdict.textContent = say("tempting", { words: tempting[1] });
      else verdict.textContent = say("not yet", { hint: key.hint });
      if (right || tempting) reveal();
    }

    form.addEventListener("submit", commit);
    form.querySelector(".cb-give-up").addEventListener("click", () => {
      reveal();
      answer.querySelector("summary").focus();
    });
    form.hidden = false;
    answer.hidden = true;
    for (const output of waiting) wait(output);
    // On paper nothing waits; a link into what waits shows it.
    addEventListener("beforeprint", showWaiting);
    function showTarget() {
      const id = decodeURIComponent(location.hash.slice(1)).split("?")[0];
      const target = id && document.getElementById(id);
      if (target && waiting.some((output) => output.contains(target))) {
        showWaiting();
        target.scrollIntoView();
      }
    }
    addEventListener("hashchange", showTarget);
    showTarget();
    root.dataset.cbReady = "";
  }

  for (const root of document.querySelectorAll(".cb-predict[id]:not([data-cb-ready])")) {
    // One that is damaged must not stop the others.
    try {
      start(root);
    } catch (fault) {
      reportError(fault);
    }
  }
})();
