// A lecture: reveal.js turns the slides, and every slide is drawn as large as the screen allows.

(() => {
  "use strict";

  const LARGEST = 1.75; // times the size of a page: 30 pixels for prose on a screen of 720
  const SMALLEST = 0.5;
  const OWN_KEYS = "input, select, textarea, [contenteditable]";
  const TURNS = ["PageDown", "PageUp"]; // what a clicker sends

  const slides = [...document.querySelectorAll(".slide")];

  /** CSS zoom and not a transform, so that what is pointed at is where the explorers believe it is. */
  function fit(slide) {
    const { width, height } = slide.parentElement.getBoundingClientRect();
    const scale = Math.min(innerWidth / 1280, innerHeight / 720);
    if (!width || !height) return;
    let [fits, tooLarge] = [SMALLEST, LARGEST];
    for (let zoom = LARGEST; tooLarge - fits > 0.01; zoom = (fits + tooLarge) / 2) {
      slide.style.zoom = zoom * scale;
      const fitting = slide.getBoundingClientRect().height <= height && slide.scrollWidth <= slide.clientWidth;
      if (fitting) fits = zoom;
      else tooLarge = zoom;
      if (fits === LARGEST) break;
    }
    slide.style.zoom = fits * scale;
  }

  const fitAll = () => slides.forEach(fit);

  /** Keys pressed in an explorer belong to it: Escape leaves it, a clicker turns the page all the same. */
  function isForReveal(event) {
    const within = document.activeElement?.closest(".explorer, details");
    if (!within) return true;
    if (event.key === "Escape") document.activeElement.blur();
    return TURNS.includes(event.key) && !document.activeElement.matches(OWN_KEYS);
  }

  function otherTheme() {
    const { style } = document.documentElement;
    const isDark = style.colorScheme ? style.colorScheme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    style.colorScheme = isDark ? "light" : "dark";
  }

  Reveal.initialize({
    disableLayout: true, // fit does it
    width: 1280,
    height: 720,
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
    keyboardCondition: isForReveal,
    plugins: [RevealNotes],
  }).then(() => {
    Reveal.addKeyBinding({ keyCode: 68, key: "D", description: "Dark or light" }, otherTheme);
    fitAll();
    addEventListener("resize", fitAll);
    Reveal.on("pdf-ready", fitAll);
    const resized = new ResizeObserver((changed) => changed.forEach(({ target }) => fit(target.parentElement)));
    slides.forEach((slide) => [...slide.children].forEach((each) => resized.observe(each)));
  });
})();
