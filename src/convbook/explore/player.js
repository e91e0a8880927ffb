(function () {
  "use strict";

  // "3-5 9" is 3, 4, 5, 9: see packing.py, which writes what is read here.
  function spread(text) {
    return text.split(" ").flatMap((run) => {
      const [first, last = first] = run.split("-").map(Number);
      return Array.from({ length: last - first + 1 }, (_, n) => first + n);
    });
  }

  function placeOf(input) {
    if (input.type === "checkbox") return Number(input.checked);
    if (input.type !== "range") return input.selectedIndex;
    return Math.round((input.value - input.min) / input.step);
  }

  function start(root) {
    const find = (selector) => root.querySelector(selector);
    const data = JSON.parse(find('script[type="application/json"]').textContent);
    const view = find(".cb-view");
    const note = find(".cb-note");
    const live = find(".cb-live");
    const inputs = [...root.querySelectorAll("[data-cb-control]")];
    const labels = inputs.map((input) => JSON.parse(input.dataset.cbLabels));
    const first = inputs.map((input) => Number(input.dataset.cbStart));
    const played = inputs.findIndex((input) => input.dataset.cbControl === root.dataset.cbPlay);
    const button = (act) => find(`[data-cb-act="${act}"]`);
    let places = [...first];
    let timer = 0;
    let telling = 0;
    let told = [];
    let ownHash = "";

    data.frames.forEach((frame, n) => {
      if (!frame) data.frames[n] = data.frames[n - 1];
    });

    function frameAt(at) {
      return data.frames[at.reduce((sum, place, n) => sum * labels[n].length + place, 0)];
    }

    // Where the settings that follow all show the same, the slider ends.
    function lastPlace() {
      const at = [...places];
      at[played] = labels[played].length - 1;
      const end = frameAt(at);
      while (at[played] > 0) {
        at[played] -= 1;
        if (frameAt(at) !== end) return at[played] + 1;
      }
      return 0;
    }

    function sentences(frame) {
      return spread(frame.split("|")[1]).map((n) => data.lines[n]);
    }

    function show() {
      const frame = frameAt(places);
      const [kind, , body] = frame.split("|");
      const text = spread(body).map((n) => data.lines[n]).join("\n");
      const alt = sentences(frame).join(" ");
      if (kind === "picture" || kind === "html") {
        view.innerHTML = kind === "html" ? `<div class="cb-html">${text}</div>` : text;
        if (kind === "picture") {
          view.firstChild.setAttribute("role", "img");
          view.firstChild.setAttribute("aria-label", alt);
        }
      } else {
        const tag = { image: "img", text: "pre", refusal: "p" }[kind];
        const element = document.createElement(tag);
        element.className = `cb-${kind}`;
        if (kind === "image") {
          element.alt = alt;
          element.src = `data:image/png;base64,${text}`;
        } else {
          element.textContent = text;
        }
        view.replaceChildren(element);
      }
    }

    function showInput(input, n) {
      const label = labels[n][places[n]];
      if (input.type === "checkbox") input.checked = places[n] === 1;
      else if (input.type === "range") input.value = label;
      else input.selectedIndex = places[n];
      if (input.type === "range") {
        input.setAttribute("aria-valuetext", label);
        input.previousElementSibling.textContent = label;
      }
    }

    // A screen reader hears what changed, once the reader has come to rest.
    function tell() {
      clearTimeout(telling);
      telling = setTimeout(() => {
        const now = sentences(frameAt(places));
        live.textContent = now.filter((sentence) => !told.includes(sentence)).join(" ");
        told = now;
      }, 600);
    }

    function update() {
      if (played >= 0) {
        const last = lastPlace();
        places[played] = Math.min(places[played], last);
        inputs[played].max = labels[played][last];
        button("back").disabled = places[played] === 0;
        button("forward").disabled = places[played] === last;
        button("play").disabled = last === 0;
      }
      inputs.forEach(showInput);
      show();
      if (!timer) tell();
    }

    function pause() {
      clearInterval(timer);
      timer = 0;
      if (played >= 0) button("play").textContent = "Play";
    }

    function move(by) {
      places[played] = Math.max(0, places[played] + by);
      update();
    }

    function play() {
      if (places[played] >= lastPlace()) {
        places[played] = 0;
        update();
      }
      button("play").textContent = "Pause";
      timer = setInterval(() => {
        move(1);
        if (places[played] >= lastPlace()) {
          pause();
          tell();
        }
      }, 900);
    }

    function hash() {
      const query = new URLSearchParams();
      inputs.forEach((input, n) => query.set(input.dataset.cbControl, labels[n][places[n]]));
      return `#${root.id}?${query}`;
    }

    function link() {
      ownHash = hash();
      location.replace(ownHash);
      const address = location.href.split("#")[0] + ownHash;
      const copied = navigator.clipboard
        ? navigator.clipboard.writeText(address)
        : Promise.reject(new Error("no clipboard"));
      copied.then(
        () => { note.textContent = "The link is copied, and stands in the address bar."; },
        () => { note.textContent = "The link stands in the address bar."; },
      );
    }

    function readHash() {
      const [name, query] = location.hash.slice(1).split(/\?(.*)/s);
      if (name !== root.id || query === undefined) return;
      if (location.hash === ownHash) return;
      const faults = [];
      places = [...first];
      for (const [key, value] of new URLSearchParams(query)) {
        const n = inputs.findIndex((input) => input.dataset.cbControl === key);
        const place = n < 0 ? -1 : labels[n].indexOf(value);
        if (n < 0) faults.push(`This figure has no setting “${key}”.`);
        else if (place < 0) faults.push(`“${key}” cannot be “${value}”.`);
        else places[n] = place;
      }
      const wanted = places[played];
      pause();
      update();
      if (played >= 0 && places[played] < wanted) {
        faults.push(`“${root.dataset.cbPlay}” ends at ${labels[played][places[played]]} here.`);
      }
      note.textContent = faults.length
        ? `The link does not fit this figure: ${faults.join(" ")} The rest of it is shown.`
        : "";
      root.scrollIntoView();
    }

    inputs.forEach((input, n) => {
      input.disabled = false;
      input.addEventListener("input", () => {
        pause();
        places[n] = placeOf(input);
        note.textContent = "";
        update();
      });
    });
    const acts = {
      play: () => { if (timer) { pause(); tell(); } else play(); },
      back: () => { pause(); move(-1); },
      forward: () => { pause(); move(1); },
      reset: () => { pause(); places = [...first]; note.textContent = ""; update(); },
      link,
    };
    for (const element of root.querySelectorAll("[data-cb-act]")) {
      element.disabled = false;
      element.addEventListener("click", acts[element.dataset.cbAct]);
    }
    // JupyterLab keeps addresses of its own.
    if (document.body.dataset.jpThemeLight !== undefined) button("link").hidden = true;
    told = sentences(frameAt(places));
    root.dataset.cbReady = "";
    update();
    clearTimeout(telling);
    readHash();
    addEventListener("hashchange", readHash);
  }

  document.querySelectorAll(".cb-explorer[id]:not([data-cb-ready])").forEach(start);
})();
