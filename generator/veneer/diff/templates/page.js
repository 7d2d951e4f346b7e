
// Filters findings by level, layer and text. What is chosen stands in the fragment, so that it can be linked.
"use strict";
(() => {
  const form = document.getElementById("filters");
  const say = document.getElementById("shown");
  if (!form) return;
  const findings = [...document.querySelectorAll(".finding")].map((node) => ({
    node,
    level: node.dataset.level,
    layers: node.dataset.layers.split(" "),
    text: node.textContent.toLowerCase(),
  }));
  const boxes = (name) => [...form.querySelectorAll(`input[name="${name}"]`)];
  const chosen = (name) => boxes(name).filter((box) => box.checked).map((box) => box.value);
  const text = form.elements.namedItem("text");

  const show = () => {
    const levels = chosen("level");
    const layers = chosen("layer");
    const words = text.value.toLowerCase().split(/\s+/);
    let count = 0;
    for (const item of findings) {
      const fits = levels.includes(item.level)
        && item.layers.some((layer) => layers.includes(layer))
        && words.every((word) => item.text.includes(word));
      item.node.hidden = !fits;
      count += fits;
    }
    for (const node of document.querySelectorAll(".comparison")) {
      node.hidden = ![...node.querySelectorAll(".about a")].some((link) => !target(link.hash).hidden);
    }
    for (const node of document.querySelectorAll("main .group, main > section")) {
      node.hidden = !node.querySelector(".finding:not([hidden]), .comparison:not([hidden])");
    }
    document.getElementById("none").hidden = count > 0;
    form.querySelector(".all").hidden = count === findings.length;
    say.value = `${count} of ${findings.length} findings shown`;
  };

  const target = (hash) => document.getElementById(hash.slice(1));

  const write = () => {
    const state = new URLSearchParams();
    for (const name of ["level", "layer"]) {
      const values = chosen(name);
      if (values.length < boxes(name).length) state.set(name, values.join(","));
    }
    if (text.value.trim()) state.set("text", text.value.trim());
    history.replaceState(null, "", `#${state}`);
  };

  // A fragment is a state of the filters, or the anchor of something, which then has to be seen.
  const read = () => {
    const fragment = location.hash.slice(1);
    if (fragment.includes("=")) {
      const state = new URLSearchParams(fragment);
      for (const name of ["level", "layer"]) {
        const values = state.get(name)?.split(",");
        for (const box of boxes(name)) box.checked = !values || values.includes(box.value);
      }
      text.value = state.get("text") ?? "";
      show();
      return;
    }
    show();
    const node = fragment && target(location.hash);
    if (node && node.closest("[hidden]")) {
      form.reset();
      show();
      node.scrollIntoView();
    }
  };

  form.addEventListener("input", () => { show(); write(); });
  form.addEventListener("submit", (event) => event.preventDefault());
  for (const button of document.querySelectorAll(".all")) {
    button.addEventListener("click", () => { form.reset(); show(); write(); });
  }
  addEventListener("hashchange", read);

  for (const button of document.querySelectorAll(".copy")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const waiver = `[[waivers]]\nfingerprint = "${button.dataset.fingerprint}"\nreason = ""\n`;
      try {
        await navigator.clipboard.writeText(waiver);
        button.textContent = "copied";
      } catch {
        getSelection().selectAllChildren(button.previousElementSibling);
        button.textContent = "selected";
      }
      setTimeout(() => { button.textContent = "copy waiver"; }, 2000);
    });
  }
  form.hidden = false;
  read();
})();
