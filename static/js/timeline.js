/* The timeline of a partner's page: entries of other pages, and copying an entry's address.

   Without script both work all the same: an entry's address names the entry to the server, and
   the sign beside an entry is a plain link. */
(() => {
  "use strict";

  const NAME = /^#event-(\d+)$/;

  /* An address that names an entry by its hash alone, as older links do, may mean another page. */
  const lead = () => {
    const name = NAME.exec(location.hash);
    const asked = new URLSearchParams(location.search).get("event");
    if (name && asked !== name[1] && !document.getElementById(location.hash.slice(1))) {
      location.replace(`${location.pathname}?event=${name[1]}${location.hash}`);
    }
  };

  lead();
  addEventListener("hashchange", lead);

  const said = document.querySelector(".entry-said");
  document.addEventListener("click", async (click) => {
    const link = click.target.closest?.(".entry-link");
    const isPlain = !click.ctrlKey && !click.metaKey && !click.shiftKey && click.button === 0;
    if (!link || !isPlain || !navigator.clipboard) {
      return;
    }
    click.preventDefault();
    location.hash = link.hash;
    history.replaceState(null, "", link.href);
    try {
      await navigator.clipboard.writeText(link.href);
      said.textContent = "";
      said.textContent = said.dataset.copied;
    } catch {
      /* Not allowed: the address bar has it. */
    }
  });
})();
