// A question that takes an answer: the form in place of the fold, and what is said to an answer.
(function () {
  "use strict";

  const ROUNDING = 1e-9;

  function element(tag, name, text = "") {
    const made = document.createElement(tag);
    if (name) made.className = name;
    made.textContent = text;
    return made;
  }

  // One sign for each minus, division and blank; no brackets, no unit, no blank inside a fraction.
  function plain(text, unit) {
    const tidy = text
      .replace(/[\u2010-\u2015\u2212\uFE63\uFF0D]/g, "-")
      .replace(/[\u2044\u2215]/g, "/")
      .replace(/[[\](){}]/g, " ")
      .replace(/\s*\/\s*/g, "/")
      .replace(/-\s+(?=[\d.])/g, "-")
      .trim();
    return unit && tidy.endsWith(unit) ? tidy.slice(0, -unit.length).trim() : tidy;
  }

  function numberOf(text) {
    const signed = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?(\/-?(\d+\.?\d*|\.\d+))?$/i;
    if (!signed.test(text)) return NaN;
    const [above, below = 1] = text.split("/").map(Number);
    return Number.isFinite(above / below) ? above / below : NaN;
  }

  // In a single number, blanks and commas before three digits group them; another comma is a point.
  function single(text) {
    const grouped = /^[+-]?[1-9]\d{0,2}([,\s_'’]\d{3})+(\.\d+)?$/;
    if (grouped.test(text)) return text.replace(/[,\s_'’]/g, "");
    return text.replace(/^([+-]?\d*),(\d+)$/, "$1.$2");
  }

  // The number or numbers in a text, or the key of the sentence that says what is wrong with it.
  function read(text, key) {
    const tidy = plain(text, key.unit);
    if (!tidy) return { fault: "nothing" };
    const parts = (key.kind === "list" ? tidy : single(tidy)).split(/[\s,;]+/).filter(Boolean);
    const numbers = parts.map(numberOf);
    const wrong = numbers.findIndex(Number.isNaN);
    if (wrong >= 0) return { fault: "no number", given: parts[wrong] };
    if (!parts.length) return { fault: "nothing" };
    if (key.kind === "number" && parts.length > 1) return { fault: "several", given: tidy };
    return { value: key.kind === "list" ? numbers : numbers[0] };
  }

  // The rule of answers.py.
  function near(wanted, given, tolerance) {
    if (tolerance === 0 && Number.isInteger(wanted)) return given === wanted;
    const slack = ROUNDING * Math.max(Math.abs(wanted), tolerance);
    return Math.abs(given - wanted) <= tolerance + slack;
  }

  function same(wanted, given, key) {
    if (key.kind === "choice") return wanted === given;
    if (key.kind === "number") return near(wanted, given, key.tolerance);
    return wanted.length === given.length
      && wanted.every((one, n) => near(one, given[n], key.tolerance));
  }

  function button(act, text) {
    const made = element("button", "", text);
    made.type = act === "commit" ? "submit" : "button";
    made.dataset.cbAct = act;
    made.dataset.lmSuppressShortcuts = "true";
    return made;
  }

  function field(root, say, key) {
    const label = element("label", "cb-label", say(key.kind === "list" ? "your list" : "your number"));
    const input = element("input", "cb-field");
    Object.assign(input, { id: `${root.id}-answer`, type: "text", autocomplete: "off" });
    input.setAttribute("autocapitalize", "off");
    input.setAttribute("spellcheck", "false");
    input.dataset.lmSuppressShortcuts = "true";
    label.htmlFor = input.id;
    const row = element("div", "cb-entry");
    const unit = element("span", "cb-unit", key.unit);
    unit.id = `${root.id}-unit`;
    const about = [`${root.id}-question`, ...(key.unit ? [unit.id] : [])];
    input.setAttribute("aria-describedby", about.join(" "));
    row.append(input, ...(key.unit ? [unit] : []));
    return [label, row];
  }

  // Buttons to choose by take the words of the list that shows without a script.
  function choice(root, list, say, key) {
    const set = element("fieldset", "cb-options");
    set.append(element("legend", "cb-label", say("your choice")));
    key.choices.forEach((value, n) => {
      const label = element("label", "cb-option");
      const input = element("input");
      Object.assign(input, { type: "radio", name: `${root.id}-answer`, value });
      input.dataset.lmSuppressShortcuts = "true";
      const words = element("span");
      words.innerHTML = list.children[n].innerHTML;
      label.append(input, words);
      set.append(label);
    });
    return [set];
  }

  function decoded(code) {
    return JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(code), (c) => c.charCodeAt(0))));
  }

  function start(root) {
    const key = decoded(root.dataset.cbKey);
    const words = JSON.parse(root.dataset.cbWords);
    const say = (name, given = {}) => words[name].replace(/\{(\w+)\}/g, (_, one) => given[one]);
    const fold = root.querySelector(":scope > .cb-fold");
    const list = root.querySelector(":scope > .cb-choices");
    const form = element("form", "cb-form");
    const acts = element("div", "cb-acts");
    acts.append(button("commit", say("commit")), button("give up", say("give up")));
    form.noValidate = true;
    form.append(...(list ? choice(root, list, say, key) : field(root, say, key)), acts);
    const reply = element("div", "cb-reply");
    reply.setAttribute("role", "status");
    reply.setAttribute("aria-live", "polite");
    reply.tabIndex = -1;

    function tell(name, html = "", given = {}) {
      const line = element("p", "cb-verdict");
      line.append(element("strong", "", say(name, given)));
      if (html) {
        const rest = element("span");
        rest.innerHTML = html;
        line.append(" ", rest);
      }
      reply.dataset.cbSaid = name;
      reply.replaceChildren(line);
    }

    // A wrong form of an answer is no answer: a sentence, in the ordinary weight.
    function complain(name, given) {
      reply.dataset.cbSaid = name;
      reply.replaceChildren(element("p", "cb-verdict", say(name, { given })));
    }

    function commit(given) {
      const record = given === null ? say("given up") : say("given", { given });
      const reveal = element("p", "cb-reveal");
      reveal.innerHTML = fold.querySelector("p").innerHTML;
      reply.prepend(element("p", "cb-given", record));
      reply.append(reveal);
      form.hidden = true;
      root.dataset.cbCommitted = "";
      reply.focus();
      root.dispatchEvent(new CustomEvent("cb-committed", { bubbles: true }));
    }

    function giveUp() {
      reply.replaceChildren();
      reply.dataset.cbSaid = "given up";
      commit(null);
    }

    function judge(value, given) {
      const tempting = key.tempting.find(([wrong]) => same(wrong, value, key));
      if (same(key.answer, value, key)) tell("right");
      else if (tempting) tell("wrong", tempting[1]);
      else {
        tell("not yet", key.hint);
        return;
      }
      commit(given);
    }

    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (list) {
        const chosen = form.querySelector("input:checked");
        if (!chosen) complain("nothing chosen");
        else judge(chosen.value, chosen.nextSibling.textContent);
        return;
      }
      const input = form.querySelector(".cb-field");
      const { value, fault, given } = read(input.value, key);
      input.setAttribute("aria-invalid", String(Boolean(fault)));
      if (fault) complain(fault, given);
      else judge(value, `${plain(input.value, key.unit).replaceAll("-", "\u2212")} ${key.unit}`.trim());
      if (!form.hidden) input.select();
    });
    form.querySelector('[data-cb-act="give up"]').addEventListener("click", giveUp);
    fold.before(form, reply);
    root.dataset.cbReady = "";
  }

  for (const root of document.querySelectorAll(".cb-predict[id]:not([data-cb-ready])")) {
    // One that is damaged must not stop the others: it keeps its fold.
    try {
      start(root);
    } catch (fault) {
      reportError(fault);
    }
  }
})();
