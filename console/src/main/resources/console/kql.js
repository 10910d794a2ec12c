// Completes words in the query's editor: a list below it, by arrow keys, Enter, Tab and Escape. Ctrl+Enter runs the query.
"use strict";
(() => {
  const editor = document.getElementById("query");
  const list = document.getElementById("kql-words");
  const status = document.getElementById("kql-status");
  if (!editor || !list) {
    return;
  }
  const MOST = 8;
  const words = editor.dataset.words.split(" ");
  let chosen = -1;

  editor.setAttribute("aria-autocomplete", "list");
  editor.setAttribute("aria-controls", list.id);

  const typed = () => /[A-Za-z_]+$/.exec(editor.value.slice(0, editor.selectionStart))?.[0] ?? "";

  function close() {
    list.hidden = true;
    list.replaceChildren();
    chosen = -1;
    editor.removeAttribute("aria-activedescendant");
    status.textContent = "";
  }

  function choose(index) {
    chosen = index;
    [...list.children].forEach((item, at) => item.setAttribute("aria-selected", String(at === index)));
    editor.setAttribute("aria-activedescendant", list.children[index].id);
    list.children[index].scrollIntoView({ block: "nearest" });
  }

  function take(word) {
    const end = editor.selectionStart;
    editor.setRangeText(word + " ", end - typed().length, end, "end");
    close();
    editor.focus();
  }

  function offer() {
    const part = typed().toLowerCase();
    const found = part.length < 1 ? [] : words.filter((word) => word.toLowerCase().startsWith(part) && word !== part).slice(0, MOST);
    if (found.length === 0) {
      close();
      return;
    }
    list.replaceChildren(...found.map((word, index) => {
      const item = document.createElement("li");
      item.id = "kql-word-" + index;
      item.setAttribute("role", "option");
      item.textContent = word;
      item.addEventListener("mousedown", (event) => {
        event.preventDefault();
        take(word);
      });
      return item;
    }));
    list.hidden = false;
    chosen = -1;
    editor.removeAttribute("aria-activedescendant");
    status.textContent = found.length + " " + editor.dataset.counted;
  }

  editor.addEventListener("input", offer);
  editor.addEventListener("blur", close);
  editor.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.ctrlKey) {
      event.preventDefault();
      editor.form.requestSubmit();
    } else if (list.hidden) {
      return;
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const count = list.children.length;
      const step = event.key === "ArrowDown" ? 1 : -1;
      choose(chosen < 0 ? (step > 0 ? 0 : count - 1) : (chosen + step + count) % count);
    } else if ((event.key === "Enter" || event.key === "Tab") && chosen >= 0) {
      event.preventDefault();
      take(list.children[chosen].textContent);
    } else if (event.key === "Escape") {
      close();
    }
  });
})();
