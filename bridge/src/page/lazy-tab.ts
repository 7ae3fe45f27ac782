interface Tab {
  show(): void;
  hide(): void;
}

/** A tab whose code is loaded when it is first shown; a load that failed is tried again with the next. */
export function createLazyTab(load: () => Promise<Tab>, onFailure: (error: unknown) => void): Tab {
  let loaded: Promise<Tab> | undefined;
  let isShown = false;
  return {
    show() {
      isShown = true;
      loaded ??= load();
      loaded.then(
        (tab) => isShown && tab.show(),
        (error: unknown) => {
          loaded = undefined;
          onFailure(error);
        },
      );
    },
    hide() {
      isShown = false;
      void loaded?.then((tab) => tab.hide()).catch(() => undefined);
    },
  };
}
