// desk.js -- small comforts; every page works without it.
(function () {
  "use strict";
  // "/" goes to the search box, as in other archives.
  document.addEventListener("keydown", function (e) {
    var box = document.querySelector("input[type=search]");
    if (e.key === "/" && box && !/^(INPUT|TEXTAREA)$/.test(document.activeElement.tagName)) {
      e.preventDefault();
      box.focus();
      box.select();
    }
  });
  // Copy citation: the quote, its source, and the address of this page's card.
  document.querySelectorAll(".card footer").forEach(function (foot) {
    if (!navigator.clipboard) return;
    var card = foot.closest(".card"), button = document.createElement("button");
    button.type = "button";
    button.textContent = "Copy citation";
    button.addEventListener("click", function () {
      var quote = card.querySelector("blockquote").textContent.trim();
      var source = card.querySelector("h2").textContent.trim(), date = card.querySelector(".date").textContent.trim();
      navigator.clipboard.writeText("“" + quote + "” (" + source + ", " + date + ") " + location.href.split("#")[0] + "#" + card.id).then(function () {
        button.textContent = "Copied";
      });
    });
    foot.appendChild(button);
  });
})();
