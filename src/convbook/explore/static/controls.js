// The controls of a player, its buttons and its links. The frames are the subject of frames.js.
(function () {
  "use strict";

  // A link to a setting needs an address that is the document's own: JupyterLab keeps its own
  // there, and in a frame made of text ("srcdoc") it would lead to the page around.
  function hasAddress(root) {
    const inLab = root.closest(".lm-Widget") || document.getElementById("jupyter-config-data");
    return !inLab && document.baseURI.split("#")[0] === location.href.split("#")[0];
  }

  function placeOf(input) {
    if (input.type === "checkbox") return Number(input.checked);
    return input.type === "range" ? Number(input.value) : input.selectedIndex;
  }

  function plain(text) {
    return text.replaceAll("−", "-");
  }

  function start(root) {
    const child = (selector) => root.querySelector(`:scope > ${selector}`);
    const note = child(".cb-note");
    const live = child(".cb-live");
    const view = child(".cb-stage > .cb-view");
    const inputs = [...root.querySelectorAll(":scope > .cb-controls [data-cb-control]")];
    const buttons = [...root.querySelectorAll(":scope > .cb-buttons [data-cb-act]")];
    const button = (act) => buttons.find((one) => one.dataset.cbAct === act);
    const labels = inputs.map((input) => JSON.parse(input.dataset.cbLabels));
    const first = inputs.map((input) => Number(input.dataset.cbStart));
    const played = inputs.findIndex((input) => input.dataset.cbControl === root.dataset.cbPlay);
    const speed = child(".cb-buttons > .cb-speed");
    const counts = labels.map((several) => several.length);
    const frames = globalThis.convbookFrames(root, counts, played);
    const words = JSON.parse(root.dataset.cbWords);
    let places = [...first];
    let timer = 0;
    let telling = 0;
    let told = [];
    let ownHash = "";

    const say = (key, given = {}) => words[key].replace(/\{(\w+)\}/g, (_, name) => given[name]);
    const calls = globalThis.convbookCalls(root, say);
    const lastPlace = () => frames.lastPlace(places);

    // A link may write a minus as the keyboard does.
    function placeNamed(n, value) {
      const place = labels[n].indexOf(value);
      return place < 0 ? labels[n].map(plain).indexOf(plain(value)) : place;
    }

    function nameOf(n, place) {
      const short = plain(labels[n][place]);
      return placeNamed(n, short) === place ? short : labels[n][place];
    }

    function showInput(input, n) {
      if (input.type === "checkbox") input.checked = places[n] === 1;
      else if (input.type === "range") input.value = places[n];
      else input.selectedIndex = places[n];
      if (input.type === "range") {
        input.setAttribute("aria-valuetext", labels[n][places[n]]);
        input.previousElementSibling.textContent = labels[n][places[n]];
      }
    }

    // Controls that change nothing at the present setting are off, and a line says why.
    function showEffects() {
      const name = (n) => inputs[n].dataset.cbControl.replaceAll("_", " ");
      const idle = new Map();
      inputs.forEach((input, n) => {
        input.disabled = !frames.matters(places, n);
        if (!input.disabled) return;
        const others = frames.heldBy(places, n).map(name).join(say("or"));
        idle.set(others, [...(idle.get(others) ?? []), name(n)]);
      });
      const reasons = [...idle].map(([others, several]) => {
        const names = several.join(", ");
        return others ? say("idle until", { names, others }) : say("idle", { names });
      });
      child(".cb-idle > span").textContent = reasons.join(" ");
    }

    // A screen reader hears what changed, once the reader has come to rest.
    function tell() {
      clearTimeout(telling);
      telling = setTimeout(() => {
        const now = frames.sentences(places);
        live.textContent = now.filter((sentence) => !told.includes(sentence)).join(" ");
        told = now;
      }, 600);
    }

    function update() {
      if (played >= 0) {
        const last = lastPlace();
        places[played] = Math.min(places[played], last);
        inputs[played].max = last;
        button("back").disabled = places[played] === 0;
        button("forward").disabled = places[played] === last;
        button("play").disabled = last === 0;
      }
      inputs.forEach(showInput);
      showEffects();
      frames.show(places);
      const { codes, refused } = frames.calls(places);
      calls.show(codes, refused);
      if (!timer) tell();
    }

    function pause() {
      clearInterval(timer);
      timer = 0;
      if (played >= 0) button("play").textContent = say("play");
    }

    function move(by) {
      places[played] = Math.max(0, places[played] + by);
      update();
    }

    // Each state is shown for its share of the whole time, the last one too.
    function run() {
      clearInterval(timer);
      clearTimeout(telling);
      const seconds = root.dataset.cbSeconds / speed.value;
      timer = setInterval(() => {
        if (places[played] < lastPlace()) {
          move(1);
        } else {
          pause();
          tell();
        }
      }, (1000 * seconds) / (lastPlace() + 1));
    }

    function play() {
      if (places[played] >= lastPlace()) {
        places[played] = 0;
        update();
      }
      button("play").textContent = say("pause");
      run();
    }

    function link() {
      const query = new URLSearchParams();
      inputs.forEach((input, n) => query.set(input.dataset.cbControl, nameOf(n, places[n])));
      ownHash = `#${root.id}?${query}`;
      location.replace(ownHash);
      const address = location.href.split("#")[0] + ownHash;
      const copied = navigator.clipboard
        ? navigator.clipboard.writeText(address)
        : Promise.reject(new Error("no clipboard"));
      copied.then(
        () => { note.textContent = say("copied"); },
        () => { note.textContent = say("not copied"); },
      );
    }

    function mark(changed) {
      inputs.forEach((input, n) => {
        input.closest(".cb-control").toggleAttribute("data-cb-changed", changed.includes(n));
      });
    }

    // Set what a link names, and the rest as at the start; the faults of the link, in words.
    function setBy(query) {
      const faults = [];
      places = [...first];
      for (const [key, value] of new URLSearchParams(query)) {
        const n = inputs.findIndex((input) => input.dataset.cbControl === key);
        const place = n < 0 ? -1 : placeNamed(n, value);
        if (n < 0) faults.push(say("no control", { name: key }));
        else if (place < 0) faults.push(say("no value", { name: key, value }));
        else places[n] = place;
      }
      const wanted = places[played];
      pause();
      update();
      if (played >= 0 && places[played] < wanted) {
        faults.push(
          say("last", { name: root.dataset.cbPlay, value: labels[played][places[played]] }),
        );
      }
      return faults.length ? say("no fit", { faults: faults.join(" ") }) : "";
    }

    function readHash() {
      const [name, query] = location.hash.slice(1).split(/\?(.*)/s);
      if (name !== root.id || query === undefined) return;
      if (location.hash === ownHash) return;
      note.textContent = setBy(query);
      mark([]);
      root.scrollIntoView();
    }

    // A phrase of the text that names a setting: it is shown in place, and what changed is marked.
    function setInPlace(event) {
      const phrase = event.target.closest?.("a[href]");
      const simple = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey);
      if (!phrase || !simple || event.defaultPrevented || !root.checkVisibility()) return;
      const [page, fragment = ""] = phrase.href.split(/#(.*)/s);
      const [name, query] = fragment.split(/\?(.*)/s);
      if (page !== location.href.split("#")[0] || name !== root.id || query === undefined) return;
      event.preventDefault();
      const before = [...places];
      const fault = setBy(query);
      const changed = [...places.keys()].filter((n) => places[n] !== before[n]);
      mark(changed);
      const now = changed.map((n) => say("now", {
        name: inputs[n].dataset.cbControl.replaceAll("_", " "), value: labels[n][places[n]],
      }));
      const settings = now.join(", ");
      note.textContent = fault;
      live.textContent = settings ? say("set", { settings }) : say("set already");
      const box = view.getBoundingClientRect();
      const seen = Math.min(box.bottom, innerHeight) - Math.max(box.top, 0);
      if (seen < Math.min(box.height, innerHeight) / 3) view.scrollIntoView({ block: "nearest" });
    }

    inputs.forEach((input, n) => {
      input.addEventListener("input", () => {
        pause();
        places[n] = placeOf(input);
        note.textContent = "";
        mark([]);
        update();
      });
    });
    const acts = {
      play: () => { if (timer) { pause(); tell(); } else play(); },
      back: () => { pause(); move(-1); },
      forward: () => { pause(); move(1); },
      reset: () => { pause(); places = [...first]; note.textContent = ""; mark([]); update(); },
      link,
    };
    for (const one of buttons) {
      one.disabled = false;
      one.addEventListener("click", acts[one.dataset.cbAct]);
    }
    if (speed) {
      speed.disabled = false;
      speed.addEventListener("change", () => { if (timer) run(); });
    }
    button("link").hidden = !hasAddress(root);
    told = frames.sentences(places);
    root.dataset.cbReady = "";
    update();
    clearTimeout(telling);
    readHash();
    addEventListener("hashchange", readHash);
    if (hasAddress(root)) document.addEventListener("click", setInPlace);
  }

  for (const root of document.querySelectorAll(".cb-explorer[id]:not([data-cb-ready])")) {
    // One that is damaged must not stop the others.
    try {
      start(root);
    } catch (fault) {
      reportError(fault);
    }
  }
})();
