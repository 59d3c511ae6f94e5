// What axe-core does not look at, measured in the page: `access` holds one function for each question. Each takes the element of an area
// and returns complaints [rule, element, what is wrong]; `counted` says how much was looked at.

(() => {
  "use strict";

  const SMALLEST = 24; // CSS pixels of a control, to each side (WCAG 2.2, 2.5.8)
  const TEXT = 4.5; // contrast of text, and of what is no text but says something (WCAG 1.4.3, 1.4.11)
  const SIGN = 3;
  const CONTROLS = "a[href], input, select, textarea, button, summary, [tabindex='0']";
  // What is left out, where and why, in words: each stands beside the code that leaves it out, and is printed after the table.
  const exceptions = [];
  const except = (words) => exceptions.push(words);
  const BANDS = ".adc-band, .adc-land path[class^='b'], .adc-fit-tone, .adc-fit-static [class^='tone']"; // in the page, and standing still
  const HALO = ".adc-halo, .adc-land .halo";
  const SILENT = `${BANDS}, ${HALO}, .adc-land .contour, .adc-grid line, .adc-contour, .adc-wall, .adc-legs, .ad-paper, .paper, .ad-plate, `
    + ".ad-value-box, .ad-gradient-box, .ad-chip, .ad-fill-open *, defs *, clipPath *, .grid *, .adc-eff-guide";
  except(`contrast: lines, shades and boxes that say nothing that is not said by another one: ${SILENT}`);
  const BENEATH = `${BANDS}, ${HALO}, .adc-wall, rect`;
  except(`contrast: a line is measured on what it lies on (${BENEATH}; in a graph, its paper), not on another line that it crosses`);
  const counted = { elements: 0, controls: 0, texts: 0, signs: 0, figures: 0, numbers: 0 };

  // -- colours

  const pen = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const known = new Map(); // colours as numbers; the system's own have names, and change
  const rgba = (colour) => {
    if (!known.has(colour) || !/\d/.test(colour)) {
      pen.clearRect(0, 0, 1, 1);
      pen.fillStyle = colour;
      pen.fillRect(0, 0, 1, 1);
      const [r, g, b, a] = pen.getImageData(0, 0, 1, 1).data;
      known.set(colour, [r, g, b, a / 255]);
    }
    return [...known.get(colour)];
  };
  const over = ([r, g, b, a], [R, G, B]) => [a * r + (1 - a) * R, a * g + (1 - a) * G, a * b + (1 - a) * B, 1];
  const linear = (x) => (x / 255 <= 0.04045 ? x / 255 / 12.92 : ((x / 255 + 0.055) / 1.055) ** 2.4);
  const byte = (x) => 255 * (x <= 0.0031308 ? 12.92 * x : 1.055 * Math.max(x, 0) ** (1 / 2.4) - 0.055);
  const light = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  const contrast = (one, other) => {
    const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  // Machado, Oliveira and Fernandes 2009, nothing left of one kind of cone; in linear light.
  const EYES = {
    usual: null,
    protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
    deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
    tritanopia: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
  };
  const seenBy = (eye, colour) => {
    if (!EYES[eye]) return colour;
    const [r, g, b] = colour.slice(0, 3).map(linear);
    const m = EYES[eye];
    return [0, 3, 6].map((i) => byte(Math.min(Math.max(m[i] * r + m[i + 1] * g + m[i + 2] * b, 0), 1)));
  };
  const worst = (one, other) =>
    Object.keys(EYES).map((eye) => [contrast(seenBy(eye, one), seenBy(eye, other)), eye]).sort((a, b) => a[0] - b[0])[0];

  const isShown = (each) => each.checkVisibility({ checkVisibilityCSS: true, checkOpacity: true }) && each.getBoundingClientRect().width > 0;
  const opacityOf = (element) => {
    let all = 1;
    for (let each = element; each; each = each.parentElement) all *= Number(getComputedStyle(each).opacity);
    return all;
  };

  /** The colour of the paper behind an element of HTML. */
  function ground(element) {
    const layers = [];
    for (let each = element; each; each = each.parentElement) {
      const colour = rgba(getComputedStyle(each).backgroundColor);
      if (colour[3] > 0) layers.push(colour);
      if (colour[3] === 1) break;
    }
    return layers.reverse().reduce((under, layer) => over(layer, under), rgba("Canvas"));
  }

  const PARTS = [1 / 2, 1 / 4, 3 / 4, 1 / 8, 3 / 8, 5 / 8, 7 / 8];
  except("contrast: a line is measured at one point, half way along it, or nearer to its ends where half way is cut off");
  /** A point of an element: half way along a line, or where it is not cut off; else its middle. */
  function middle(element) {
    const { left, top, width, height } = element.getBoundingClientRect();
    const isLine = ["path", "line"].includes(element.localName) && getComputedStyle(element).fill === "none";
    if (!isLine) return [left + width / 2, top + height / 2];
    let picture = element.ownerSVGElement;
    while (picture.ownerSVGElement) picture = picture.ownerSVGElement;
    const seen = picture.getBoundingClientRect();
    const [all, matrix] = [element.getTotalLength(), element.getScreenCTM()];
    const points = PARTS.map((part) => element.getPointAtLength(part * all).matrixTransform(matrix));
    const { x, y } = points.find(({ x, y }) => x > seen.left && x < seen.right && y > seen.top && y < seen.bottom) ?? points[0];
    return [x, y];
  }

  /** What is painted in a picture, in its order: { each, inverse, layers }, where layers are [colour, "fill" or "stroke"]. */
  function shapesIn(picture) {
    return [...picture.querySelectorAll("rect, path, circle, line")].filter(isShown).map((each) => {
      const { fill, stroke, fillOpacity } = getComputedStyle(each);
      const isHalo = each.matches(HALO); // of lines, only one that is laid under another
      const opacity = Number(fillOpacity) * opacityOf(each);
      const layers = [[fill, "fill"], ...(isHalo ? [[stroke, "stroke"]] : [])].filter(([paint]) => paint !== "none")
        .map(([paint, kind]) => [rgba(paint), kind]);
      for (const [colour] of layers) colour[3] *= opacity;
      return { each, inverse: each.getScreenCTM().inverse(), layers };
    });
  }

  /** The colour under an element of a picture: of the shapes that lie there before it, on its paper. */
  function under(element, shapes, paper, beneath = "*") {
    const [x, y] = middle(element);
    let found = paper;
    for (const { each, inverse, layers } of shapes) {
      if (each === element) break;
      if (each.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_PRECEDING) break;
      if (!layers.length || !each.matches(beneath)) continue;
      const place = new DOMPoint(x, y).matrixTransform(inverse);
      for (const [colour, kind] of layers) {
        if (kind === "fill" ? each.isPointInFill(place) : each.isPointInStroke(place)) found = over(colour, found);
      }
    }
    return found;
  }

  const named = (each) => {
    const kind = [...each.classList].slice(0, 3).map((name) => `.${name}`).join("");
    return `${each.localName}${kind} "${(each.getAttribute("aria-label") ?? each.textContent).trim().replace(/\s+/g, " ").slice(0, 40)}"`;
  };

  // -- pictures

  except("pictures' names and numbers: pictures with aria-hidden, which are not for screen readers");
  const pictures = (area) => [...area.querySelectorAll("svg")].filter((each) =>
    isShown(each) && !each.closest("[aria-hidden='true']") && !each.parentElement.closest("svg"));
  const textOf = (ids) => (ids ?? "").split(" ").map((id) => document.getElementById(id)?.textContent ?? "").join(" ").trim();

  const LETTERS = ".ad-code, .ad-name, .ad-formula, .ad-label, .ad-tag, .formula"; // names and code, whose digits are no numbers
  const TICKS = ".tick, .adc-grid text";
  except(`pictures' numbers: those along an axis and in a legend (${TICKS}); all of a picture that has a table in its explorer or beside it`);
  const WITH_TABLE = ".adc, .beside, .ad-sheet";
  const numbersIn = (text) => (text.match(/(?<![\w.])-?\d+(\.\d+)?(e-?\d+)?/g) ?? []).map(Number);
  const isNear = (one, other) => Math.abs(one - other) <= 0.001 * Math.abs(one); // a picture rounds

  /** Each picture has a role, a name, and a description; and says each number that it draws, or has a table of its own. */
  function figures(area) {
    const complaints = [];
    for (const each of pictures(area)) {
      counted.figures += 1;
      const child = (tag) => [...each.children].find((one) => one.localName === tag)?.textContent.trim() ?? "";
      const name = textOf(each.getAttribute("aria-labelledby")) || each.getAttribute("aria-label") || child("title");
      const description = textOf(each.getAttribute("aria-describedby")) || child("desc");
      if (!["img", "group"].includes(each.getAttribute("role"))) complaints.push(["picture-role", named(each), "no role"]);
      if (!name) complaints.push(["picture-name", named(each), "no title"]);
      if (!description) complaints.push(["picture-description", named(each), "no description"]);
      if (each.closest(WITH_TABLE)?.querySelector("table, .ad-folded, pre.output")) continue;
      const said = numbersIn(`${name} ${description}`);
      const drawn = [...each.querySelectorAll("text")].filter((one) => isShown(one) && !one.matches(`${LETTERS}, ${TICKS}`))
        .flatMap((one) => numbersIn(one.textContent));
      counted.numbers += drawn.length;
      const unsaid = drawn.filter((one) => !said.some((other) => isNear(one, other)));
      if (unsaid.length) complaints.push(["picture-numbers", named(each), `not said: ${unsaid.slice(0, 5).join(", ")}`]);
    }
    return complaints;
  }

  except("contrast: what is painted on a border of its own, 3 pixels wide or more (a halo), is measured on that border alone");
  const hasHalo = ({ paintOrder, strokeWidth }) => paintOrder.startsWith("stroke") && parseFloat(strokeWidth) >= 3;

  /** The contrast of everything in a picture that says something, to every kind of eye. */
  function contrasts(area) {
    const complaints = [];
    const least = new Map();
    const compare = (each, colour, paper, wanted, what) => {
      const key = [each.getAttribute("class"), what, colour.join(), paper.join()].join(" ");
      if (least.has(key)) return;
      const [ratio, eye] = worst(over(colour, paper), paper);
      least.set(key, ratio);
      if (ratio < wanted - 0.005) complaints.push([`picture-contrast-${what}`, named(each), `${ratio.toFixed(2)} to 1 (${eye})`]);
    };
    for (const picture of area.querySelectorAll("svg")) {
      if (!isShown(picture) || picture.parentElement.closest("svg")) continue;
      const shapes = shapesIn(picture);
      const ofPicture = ground(picture);
      for (const each of picture.querySelectorAll("text")) {
        if (!each.textContent.trim() || !isShown(each) || each.matches(SILENT)) continue;
        counted.texts += 1;
        const colour = rgba(getComputedStyle(each).fill);
        colour[3] *= opacityOf(each);
        const style = getComputedStyle(each);
        compare(each, colour, hasHalo(style) ? rgba(style.stroke) : under(each, shapes, ofPicture), TEXT, "text");
      }
      for (const each of picture.querySelectorAll("path, line, circle, rect")) {
        const style = getComputedStyle(each);
        const { fill, stroke, strokeWidth } = style;
        if (!isShown(each) || each.matches(SILENT) || each.closest("defs, clipPath")) continue;
        counted.signs += 1;
        const paper = hasHalo(style) ? rgba(stroke) : each.closest(".ad-picture, .ad-static") ? ofPicture : under(each, shapes, ofPicture, BENEATH);
        const painted = [[fill, each.localName !== "line"], [stroke, parseFloat(strokeWidth) > 0]]
          .filter(([colour, there]) => there && colour !== "none").map(([colour]) => rgba(colour));
        for (const colour of painted) colour[3] *= opacityOf(each);
        const strongest = painted.sort((a, b) => contrast(over(b, paper), paper) - contrast(over(a, paper), paper))[0];
        if (strongest) compare(each, strongest, paper, SIGN, "sign");
      }
    }
    return complaints;
  }

  except("lettering: no text of an explorer with a pressed button is measured (pressed, it shows the graph whole)");
  /** No text of a picture is smaller than `smallest` pixels on the screen. */
  function lettering(area, smallest) {
    const complaints = [];
    const found = new Map();
    for (const each of area.querySelectorAll("svg text")) {
      if (!each.textContent.trim() || !isShown(each)) continue;
      if ([...(each.closest(".adc")?.querySelectorAll("button[aria-pressed='true']") ?? [])].some(isShown)) continue;
      const scale = each.getScreenCTM().a;
      const size = parseFloat(getComputedStyle(each).fontSize) * Math.abs(scale);
      if (size < smallest - 0.05) found.set(each.getAttribute("class"), [each, Math.min(size, found.get(each.getAttribute("class"))?.[1] ?? 99)]);
    }
    for (const [each, size] of found.values()) complaints.push(["picture-lettering", named(each), `${size.toFixed(1)} pixels`]);
    return complaints;
  }

  // -- controls

  const tabbable = (area) => [...area.querySelectorAll(CONTROLS)].filter((each) =>
    isShown(each) && !each.disabled && each.tabIndex >= 0 && !each.closest("[inert]")
    && (each.type !== "radio" || each.checked || !area.querySelector(`[name="${each.name}"]:checked`)
      && each === area.querySelector(`[name="${each.name}"]`)));

  except("target size: links that stand inline, in a line of text; a control within a label has the size of the label");
  /** Controls are large enough to be hit. */
  function targets(area) {
    const complaints = [];
    for (const each of area.querySelectorAll("input, select, textarea, button, summary, a[href]")) {
      if (!isShown(each) || each.disabled || (each.localName === "a" && getComputedStyle(each).display === "inline")) continue;
      counted.controls += 1;
      const { width, height } = (each.closest("label") ?? each).getBoundingClientRect();
      if (width < SMALLEST - 0.5 || height < SMALLEST - 0.5) {
        complaints.push(["target-size", named(each), `${width.toFixed(0)} x ${height.toFixed(0)}`]);
      }
    }
    return complaints;
  }

  except("reading order: fields in a graph to fill in (.ad-fill-field), which go along the passes");
  /** One control after the other: none lies before the one that Tab has left, save in a column beside it. */
  function readingOrder(area) {
    const places = tabbable(area).filter((each) => !each.matches(".ad-fill-field"))
      .map((each) => [each, each.getBoundingClientRect()]);
    return places.slice(1).flatMap(([each, place], i) => {
      const [before, left] = places[i];
      const isBack = place.bottom <= left.top + 1 && place.left < left.right - 1 && !before.contains(each);
      return isBack ? [["reading-order", named(each), `after ${named(before)}, which stands below it`]] : [];
    });
  }

  /** The element in focus shows it: an outline of 2 pixels, with 3 to 1 on what is around it. */
  function focusShown() {
    const each = document.activeElement;
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(each);
    const around = ground(each.parentElement);
    const ratio = contrast(over(rgba(outlineColor), around), around);
    if (outlineStyle !== "none" && parseFloat(outlineWidth) >= 2 && ratio >= SIGN) return [];
    return [["focus-visible", named(each), `outline ${outlineStyle} ${outlineWidth}, ${ratio.toFixed(2)} to 1`]];
  }

  // -- the page

  except("reflow: what stands within a picture or a formula (svg, math) is not asked whether it is cut: only the box around it");
  except("reflow: what is hidden but for screen readers (absolute, or with a clip-path) is not said to be cut");
  /** Nothing sticks out of the page; nothing is cut that cannot be scrolled to. */
  function reflow(area) {
    const complaints = [];
    const page = document.scrollingElement;
    if (page.scrollWidth > innerWidth) complaints.push(["reflow", "the page", `${page.scrollWidth} pixels wide in ${innerWidth}`]);
    for (const each of area.querySelectorAll("*")) {
      counted.elements += 1;
      if (each.closest("svg, math, mjx-container") || !isShown(each)) continue;
      const { overflowX, position, clipPath } = getComputedStyle(each);
      const cut = ["hidden", "clip"].includes(overflowX) && each.scrollWidth > each.clientWidth + 1 && each.clientWidth > 1;
      if (cut && position !== "absolute" && clipPath === "none") complaints.push(["cut", named(each), `${each.scrollWidth} in ${each.clientWidth}`]);
      const scrolls = ["auto", "scroll"].includes(overflowX) && each.scrollWidth > each.clientWidth + 1;
      if (scrolls && each.tabIndex < 0 && !each.querySelector(CONTROLS)) complaints.push(["scrolls-by-mouse-only", named(each), ""]);
    }
    return complaints;
  }

  /** With reduced motion nothing moves by itself. */
  function motion(area) {
    const moving = area.getAnimations({ subtree: true }).map(({ effect }) => ["motion", named(effect.target), "is animated"]);
    for (const each of [area, ...area.querySelectorAll("*")]) {
      const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(each);
      const lasts = transitionDuration.split(", ").some((time) => parseFloat(time) > 0.001);
      if (lasts || animationName !== "none" || scrollBehavior === "smooth") {
        moving.push(["motion", named(each), `${transitionDuration} ${animationName} ${scrollBehavior}`]);
      }
    }
    return moving;
  }

  // -- what is spoken

  const said = [];
  const REGIONS = "[aria-live]:not([aria-live='off']), [role='status']:not([aria-live='off']), [role='alert']:not([aria-live='off'])";
  new MutationObserver((changes) => {
    const regions = new Set(changes.map(({ target }) => (target.closest ? target : target.parentElement)?.closest(REGIONS)).filter(Boolean));
    for (const each of regions) {
      const words = each.textContent.trim();
      if (words && isShown(each) && said.at(-1)?.words !== words) said.push({ words, each });
    }
  }).observe(document, { subtree: true, childList: true, characterData: true });

  /** What a screen reader was given to say since the last time this was asked: [number of the place that said it, words]. */
  const heard = () => {
    const places = [...new Set(said.map(({ each }) => each))];
    return said.splice(0).map(({ each, words }) => [places.indexOf(each), words]);
  };

  // -- by something else than colour

  /** The ways in which two elements differ that are not colour. */
  function difference(one, other) {
    const [a, b] = [one, other].map((each) => getComputedStyle(each));
    const differ = (...names) => names.some((name) => one.getAttribute(name) !== other.getAttribute(name));
    const ways = {
      shape: one.localName !== other.localName || differ("d", "r", "rx"),
      dashes: a.strokeDasharray !== b.strokeDasharray,
      weight: Math.abs(parseFloat(a.strokeWidth) - parseFloat(b.strokeWidth)) >= 1,
      words: one.textContent.trim() !== other.textContent.trim(),
    };
    return Object.keys(ways).filter((way) => ways[way]);
  }

  window.access = {
    counted, exceptions, figures, contrasts, lettering, tabbable, targets, readingOrder, focusShown, reflow, motion, heard, difference, named,
  };
})();
