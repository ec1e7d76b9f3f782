/* Rows that can be dragged, beside the buttons that do the same: a table body with data-order names the form to which the
   new order is sent. A row stays among those of its own data-group. */

for (const body of document.querySelectorAll("tbody[data-order]")) {
  const form = document.getElementById(body.dataset.order);
  if (!form) continue; // the order cannot be changed any more
  const rows = () => [...body.querySelectorAll("tr[data-key]")];
  const order = () => rows().map((row) => row.dataset.key).join(",");
  let dragged = null;
  let before = "";

  for (const row of rows()) row.draggable = true;

  body.addEventListener("dragstart", (event) => {
    dragged = event.target.closest("tr[data-key]");
    if (!dragged) return;
    before = order();
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dragged.dataset.key);
    dragged.classList.add("dragged");
  });

  body.addEventListener("dragover", (event) => {
    const over = event.target.closest("tr[data-key]");
    if (!dragged || !over || over.dataset.group !== dragged.dataset.group) return;
    event.preventDefault();
    if (over === dragged) return;
    const box = over.getBoundingClientRect();
    const below = event.clientY > box.top + box.height / 2;
    over.parentNode.insertBefore(dragged, below ? over.nextSibling : over);
  });

  body.addEventListener("drop", (event) => event.preventDefault());

  body.addEventListener("dragend", () => {
    dragged?.classList.remove("dragged");
    dragged = null;
    if (order() === before) return;
    form.elements.order.value = order();
    form.requestSubmit();
  });
}
