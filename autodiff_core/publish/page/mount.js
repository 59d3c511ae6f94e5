// Bring the explorers of a page to life: each one's own script over a small model that holds its state. No kernel, no widget manager.

(() => {
  "use strict";

  const DONE = ["helped", "right"]; // statuses that count in the bar of a lesson
  const STATUSES = ["tried", ...DONE];
  const shelf = openShelf();
  const alive = new Map(); // name of a card -> its model
  const views = new Map(); // key of a script -> its view

  /** What an explorer asks of a model: a trait, to set one, to hear of changes, and to have what was set kept. */
  function modelOf(state, keep) {
    const listeners = new Map();
    const heard = (event) => listeners.get(event) ?? [];
    return {
      get: (name) => state[name],
      set(name, value) {
        if (JSON.stringify(state[name]) === JSON.stringify(value)) return;
        state[name] = value;
        heard(`change:${name}`).forEach((call) => call());
      },
      on: (event, call) => listeners.set(event, [...heard(event), call]),
      off: (event, call) => listeners.set(event, heard(event).filter((each) => each !== call)),
      save_changes: () => keep(state),
    };
  }

  // -- cards: what was answered is kept by the browser, if it allows that

  function openShelf() {
    try {
      localStorage.setItem("autodiff", "");
      localStorage.removeItem("autodiff");
      return localStorage;
    } catch {
      return null;
    }
  }

  const place = ({ lesson, card }) => `autodiff ${lesson} ${card}`;

  /** What is kept of a card: { record, attempt }, or {}. An attempt at a card that has changed since is not its own. */
  function kept(data) {
    try {
      const { version, record, attempt } = JSON.parse(shelf.getItem(place(data)));
      if (!STATUSES.includes(record.status) || ![record.tries, record.hints].every(Number.isInteger)) return {};
      return version === data.version ? { record, attempt } : { record };
    } catch {
      return {}; // nothing is kept, or something that no card has written
    }
  }

  function cardOf(state, data) {
    Object.assign(state, kept(data));
    const model = modelOf(state, ({ record, attempt }) => {
      try {
        shelf.setItem(place(data), JSON.stringify({ version: data.version, record, attempt }));
      } catch {
        model.keeps = false;
      }
    });
    model.keeps = shelf !== null;
    alive.set(data.card, model);
    model.on("change:record", showBar);
    showBar();
    return model;
  }

  /** How many cards of the page are done, shown in all that are alive. Exercises need Python and are not counted. */
  function showBar() {
    const all = new Map([...document.querySelectorAll(".explorer[data-card]")].map(({ dataset }) => [dataset.card, dataset]));
    const isDone = ([card, data]) => DONE.includes((alive.get(card)?.get("record") ?? kept(data).record)?.status);
    const done = [...all].filter(isDone).length;
    for (const model of alive.values()) {
      model.set("done", done);
      model.set("of", all.size);
    }
  }

  // -- mounting: what is in sight first, the rest when there is nothing else to do

  async function mount(explorer) {
    if (!waiting.delete(explorer)) return;
    sight.unobserve(explorer);
    const { module } = explorer.dataset;
    if (!views.has(module)) views.set(module, self.explorerModules[module]());
    const state = JSON.parse(explorer.querySelector("script").textContent);
    const model = "card" in explorer.dataset ? cardOf(state, explorer.dataset) : modelOf(state, () => {});
    const el = Object.assign(document.createElement("div"), { className: "explorer-view" });
    await views.get(module).render({ model, el });
    explorer.querySelector(".explorer-view").replaceWith(el);
    explorer.dataset.alive = "";
  }

  const whenIdle = self.requestIdleCallback ?? setTimeout;
  async function mountNext() {
    const [explorer] = waiting;
    if (!explorer) return;
    await mount(explorer).catch(reportError); // its picture stays
    whenIdle(mountNext);
  }

  const waiting = new Set(document.querySelectorAll(".explorer"));
  const sight = new IntersectionObserver(
    (seen) => seen.filter((each) => each.isIntersecting).forEach((each) => mount(each.target).catch(reportError)),
    { rootMargin: "25%" },
  );
  waiting.forEach((explorer) => sight.observe(explorer));
  whenIdle(mountNext);
})();
