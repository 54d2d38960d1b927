// Asked of a page in the walk: what of it lies outside, lies over something else, or has no glyph.
() => {
  const shown = (one) => {
    const style = getComputedStyle(one), box = one.getBoundingClientRect();
    return one.checkVisibility() && style.visibility !== "hidden" && box.width > 1 && box.height > 1 && box.right > 0;
  };
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;

  // Texts lie over one another where lines of two elements that do not hold each other meet by more than a hair.
  const texts = [...document.querySelectorAll("h1,h2,h3,p,li,th,td,a,button,label,input,select,dt,dd,caption,summary")]
    .filter((one) => shown(one) && !one.closest("svg") && ![...one.children].some((child) => child.matches("p,li,table,ul,ol,dl,a,button,label,input,select")));
  const told = (one) => (one.innerText || one.outerHTML).slice(0, 80);
  const lines = (one) => [...one.getClientRects()];  // a link that wraps has a box for each line
  const meet = (some, others) => some.some((a) => others.some((b) =>
    Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 4));
  const over = [];
  for (let i = 0; i < texts.length && over.length < 5; i++) {
    for (let j = i + 1; j < Math.min(texts.length, i + 60); j++) {
      if (texts[i].contains(texts[j]) || texts[j].contains(texts[i])) continue;
      if (texts[i].closest(".wide") !== texts[j].closest(".wide")) continue;
      if (meet(lines(texts[i]), lines(texts[j]))) over.push(`${told(texts[i])} / ${told(texts[j])}`);
    }
  }

  // A character that no font has is drawn as the same box as a code point that stands for nothing.
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 24;
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  pen.font = `16px ${getComputedStyle(document.body).fontFamily}`;
  const drawing = (character) => {
    pen.clearRect(0, 0, 24, 24);
    pen.fillText(character, 2, 18);
    return pen.getImageData(0, 0, 24, 24).data.join();
  };
  const nothing = new Set(["\u{10FFFD}", "\u{E0FFF}"].map(drawing));
  const characters = [...new Set(document.body.innerText)].filter((one) => one > "\u00A0" && one.trim());
  const tofu = characters.filter((one) => nothing.has(drawing(one)));
  return { wide, over, tofu, characters: characters.length };
}
