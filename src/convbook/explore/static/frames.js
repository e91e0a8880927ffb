// The frames of a player: unpacked, looked up by setting, shown. controls.js uses what this defines.
(function () {
  "use strict";

  // "3-5 9" is 3, 4, 5, 9: see packing.py, which writes what is read here.
  function spread(text) {
    return text.split(" ").flatMap((run) => {
      const [first, last = first] = run.split("-").map(Number);
      return Array.from({ length: last - first + 1 }, (_, n) => first + n);
    });
  }

  // Whole names, so that whoever looks for unused rules of the stylesheet finds them.
  const SHOWN_IN = {
    image: ["img", "cb-image"],
    text: ["pre", "cb-text"],
    html: ["div", "cb-html"],
    refusal: ["p", "cb-refusal"],
  };

  // The frames of one player; `counts` holds how many values each control has, `played` is the
  // number of the control that play moves, or -1.
  globalThis.convbookFrames = function (root, counts, played) {
    const child = (selector) => root.querySelector(`:scope > ${selector}`);
    const data = JSON.parse(child('script[type="application/json"]').textContent);
    const view = child(".cb-stage > .cb-view");
    data.frames.forEach((frame, n) => {
      if (!frame) data.frames[n] = data.frames[n - 1];
    });

    function at(places) {
      return data.frames[places.reduce((sum, place, n) => sum * counts[n] + place, 0)];
    }

    // Where the settings that follow all show the same, the slider that play moves ends.
    function lastPlace(places) {
      const there = [...places];
      there[played] = counts[played] - 1;
      const end = at(there);
      while (there[played] > 0) {
        there[played] -= 1;
        if (at(there) !== end) return there[played] + 1;
      }
      return 0;
    }

    // Whether control `n` changes anything while the others stay where they are.
    function matters(places, n) {
      const there = [...places];
      for (there[n] = 0; there[n] < counts[n]; there[n] += 1) {
        if (at(there) !== at(places)) return true;
      }
      return false;
    }

    // The controls each of which alone, at another value that it can take here, would give control
    // `n` an effect. A step beyond the last of a setting becomes its last, as on the page.
    function heldBy(places, n) {
      return [...places.keys()].filter((other) => {
        for (let place = 0; place < counts[other]; place += 1) {
          const there = places.map((one, k) => (k === other ? place : one));
          if (played >= 0) there[played] = Math.min(there[played], lastPlace(there));
          if (matters(there, n)) return true;
        }
        return false;
      });
    }

    function linesOf(part) {
      return spread(part).map((n) => data.lines[n]);
    }

    function sentences(places) {
      return linesOf(at(places).split("|")[1]);
    }

    function calls(places) {
      const [kind, , , ...codes] = at(places).split("|");
      return { refused: kind === "refusal", codes: codes.map((code) => linesOf(code).join("\n")) };
    }

    function show(places) {
      const [kind, , body] = at(places).split("|");
      const text = linesOf(body).join("\n");
      const alt = sentences(places).join(" ");
      if (kind === "picture") {
        view.innerHTML = text;
        view.firstChild.setAttribute("role", "img");
        view.firstChild.setAttribute("aria-label", alt);
        return;
      }
      const [tag, name] = SHOWN_IN[kind];
      const element = document.createElement(tag);
      element.className = name;
      if (kind === "html") {
        element.innerHTML = text;
      } else if (kind === "image") {
        element.alt = alt;
        element.src = `data:image/png;base64,${text}`;
      } else {
        element.textContent = text;
      }
      view.replaceChildren(element);
    }

    return { calls, heldBy, lastPlace, matters, sentences, show };
  };
})();
