// A lecture: reveal.js turns the slides, and every slide is drawn as large as the screen allows.

(() => {
  "use strict";

  const [WIDTH, HEIGHT] = [1280, 720]; // a screen for which sizes are stated
  const LARGEST = 1.9; // times the size of a page that is read: 32 pixels for prose
  const SMALLEST = 0.5;
  const SHARES = [1, 0.85, 0.7]; // of the width, for an explorer
  const SHARES_OF_GRAPHS = [1, 0.9]; // whose letters grow and shrink with it
  const WIDE = ".highlight pre, .output, .scrolls, .adc-eff-counts, math"; // what must not be cut at its right
  const LONG = 130; // characters: a line of output that may go on below
  const OWN_KEYS = "input, select, textarea, [contenteditable]";
  const TURNS = ["PageDown", "PageUp"]; // what a clicker sends

  const zooms = new Map(); // of each slide, for a screen of 1280 by 720
  const settled = new Set(); // slides whose explorers are alive
  const slides = [...document.querySelectorAll(".slide")];
  const whenIdle = self.requestIdleCallback ?? setTimeout;
  let waiting = new Set(); // slides to be fitted
  let isHeld = false; // the button of the mouse

  /**
   * As large as it goes, up to `largest`. CSS zoom and not a transform, so that what is pointed at is where the explorers believe it is. The
   * pictures of an explorer are as high as they are wide: less width for them leaves more room for larger type.
   */
  function fit(slide, largest = LARGEST, shares = sharesFor(slide)) {
    const room = roomOf(slide.parentElement);
    if (room <= 0) return;
    const fits = (zoom) => {
      zooms.set(slide, zoom);
      slide.style.setProperty("--zoom", zoom * Math.min(innerWidth / WIDTH, innerHeight / HEIGHT));
      return shares.some((share) => {
        slide.style.setProperty("--share", share);
        return isWhole(slide, room);
      });
    };
    if (fits(largest)) return;
    let [good, tooLarge] = [SMALLEST, largest];
    while (tooLarge - good > 0.02) {
      const zoom = (good + tooLarge) / 2;
      if (fits(zoom)) good = zoom;
      else tooLarge = zoom;
    }
    fits(good);
  }

  /**
   * An explorer draws its pictures anew a little later, in the room it has got. Then a slide may become smaller only: so this ends. Nothing
   * moves away under a mouse that drags.
   */
  function fitAgain(slide) {
    if (isHeld) return;
    const isAlive = !slide.querySelector(".explorer:not([data-alive])");
    if (isAlive && !settled.has(slide)) {
      settled.add(slide);
      fit(slide);
    } else if (!isWhole(slide, roomOf(slide.parentElement)) && zooms.get(slide) > SMALLEST + 0.04) {
      fit(slide, zooms.get(slide) - 0.02, [slide.style.getPropertyValue("--share")]);
    }
  }

  function sharesFor(slide) {
    if (slide.querySelector(".ad-explorer")) return SHARES_OF_GRAPHS;
    return slide.querySelector(".explorer") ? SHARES : [1];
  }

  const isWhole = (slide, room) =>
    slide.getBoundingClientRect().height <= room &&
    [...slide.querySelectorAll(WIDE)].every((each) => each.scrollWidth <= each.clientWidth + 1);

  function roomOf(section) {
    const { paddingTop, paddingBottom } = getComputedStyle(section);
    return section.clientHeight - parseFloat(paddingTop) - parseFloat(paddingBottom);
  }

  /** The slide in sight first, the others when there is nothing else to do. */
  function fitAll() {
    fit(Reveal.getCurrentSlide().querySelector(".slide"));
    if (waiting.size === 0) whenIdle(fitNext);
    waiting = new Set(slides);
  }

  function fitNext() {
    const [slide] = waiting;
    waiting.delete(slide);
    fit(slide);
    if (waiting.size > 0) whenIdle(fitNext);
  }

  function letGo() {
    isHeld = false;
    slides.forEach(fitAgain);
  }

  /** Keys pressed in an explorer belong to it: Escape leaves it, a clicker turns the page all the same. */
  function isForReveal(event) {
    const within = document.activeElement?.closest(".explorer, details");
    if (!within) return true;
    if (event.key === "Escape") document.activeElement.blur();
    return TURNS.includes(event.key) && !document.activeElement.matches(OWN_KEYS);
  }

  function otherTheme() {
    const { dataset } = document.documentElement;
    dataset.theme ??= matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
    dataset.theme = dataset.theme === "dark" ? "light" : "dark";
  }

  /** The explorer of this slide in its presenter view, which fills the screen. */
  function present() {
    Reveal.getCurrentSlide().querySelector(".adc-present button")?.click();
  }

  for (const output of document.querySelectorAll(".output"))
    output.classList.toggle("wraps", output.textContent.split("\n").some((line) => line.length > LONG));

  Reveal.initialize({
    disableLayout: true, // fit does it
    width: WIDTH,
    height: HEIGHT,
    margin: 0,
    center: false,
    viewDistance: 1000, // every slide is laid out, so that its explorers know their size
    mobileViewDistance: 1000,
    scrollActivationWidth: null,
    hash: true,
    slideNumber: "c/t",
    transition: "none",
    backgroundTransition: "none",
    pdfSeparateFragments: false,
    pdfMaxPagesPerSlide: 1,
    keyboardCondition: isForReveal,
    plugins: [RevealNotes],
  }).then(() => {
    Reveal.addKeyBinding({ keyCode: 68, key: "D", description: "Dark or light" }, otherTheme);
    Reveal.addKeyBinding({ keyCode: 69, key: "E", description: "Explorer or card on the whole screen" }, present);
    fitAll();
    addEventListener("resize", fitAll);
    addEventListener("pointerdown", () => (isHeld = true), true);
    for (const end of ["pointerup", "pointercancel"]) addEventListener(end, letGo, true);
    Reveal.on("pdf-ready", () => slides.forEach((slide) => fit(slide)));
    const resized = new ResizeObserver((changed) => changed.forEach(({ target }) => fitAgain(target.parentElement)));
    slides.forEach((slide) => [...slide.children].forEach((each) => resized.observe(each)));
  });
})();
