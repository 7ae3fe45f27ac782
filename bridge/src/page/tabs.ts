/** Tabs as WAI-ARIA describes them: arrows move, Home and End jump, one tab stop. */
export function connectTabs(list: HTMLElement, onSelect: (panel: HTMLElement) => void): void {
  const tabs = [...list.querySelectorAll<HTMLElement>('[role=tab]')];
  const panelOf = (tab: HTMLElement): HTMLElement => list.ownerDocument.getElementById(tab.getAttribute('aria-controls')!)!;

  function select(tab: HTMLElement): void {
    for (const other of tabs) {
      other.setAttribute('aria-selected', String(other === tab));
      other.tabIndex = other === tab ? 0 : -1;
      panelOf(other).hidden = other !== tab;
    }
    onSelect(panelOf(tab));
  }

  for (const tab of tabs) tab.addEventListener('click', () => select(tab));
  list.addEventListener('keydown', (event) => {
    const position = tabs.indexOf(event.target as HTMLElement);
    if (position < 0) return;
    const target = { ArrowRight: position + 1, ArrowLeft: position - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (target === undefined) return;
    event.preventDefault();
    const tab = tabs[(target + tabs.length) % tabs.length];
    tab.focus();
    select(tab);
  });
}
