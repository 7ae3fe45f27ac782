/** What kind of machine this is: `?phone` in the page's address makes it one. */
const isPhone = typeof location !== 'undefined' && new URLSearchParams(location.search).has('phone');

export const Platform = {
  isDesktop: !isPhone,
  isMobile: isPhone,
  isDesktopApp: !isPhone,
  isMobileApp: isPhone,
  isPhone,
  isTablet: false,
  isMacOS: false,
  isWin: false,
  isLinux: !isPhone,
};

/** The version that the shim behaves like. */
const API_VERSION = '1.13.0';

export function requireApiVersion(version: string): boolean {
  const [wanted, had] = [version, API_VERSION].map((text) => text.split('.').map(Number));
  for (let index = 0; index < 3; index += 1) {
    const difference = (had?.[index] ?? 0) - (wanted?.[index] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

export function normalizePath(path: string): string {
  return path.replace(/[\\/]+/g, '/').replace(/^\/|\/$/g, '').replace(/\u00a0|\u202f/g, ' ').normalize('NFC');
}

export function setIcon(element: HTMLElement, icon: string): void {
  element.dataset['icon'] = icon;
}

export function setTooltip(element: HTMLElement, text: string): void {
  element.setAttribute('aria-label', text);
}

interface UrlRequest {
  url: string;
  method?: string;
  headers?: Record<string, string>;
  body?: string | ArrayBuffer;
  throw?: boolean;
}

/** Obsidian's own goes around CORS; this one goes through the test server, which does too. */
export async function requestUrl(request: UrlRequest | string): Promise<{ status: number; headers: Record<string, string>; text: string; json: unknown; arrayBuffer: ArrayBuffer }> {
  const { url, method = 'GET', headers = {}, body, throw: throws = true } = typeof request === 'string' ? { url: request } : request;
  const response = await fetch(`/request-url?${new URLSearchParams({ url, method, headers: JSON.stringify(headers) })}`, { method: 'POST', body: body ?? null });
  const arrayBuffer = await response.arrayBuffer();
  if (throws && response.status >= 400) throw new Error(`Request failed, status ${response.status}`);
  const text = new TextDecoder().decode(arrayBuffer);
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    arrayBuffer,
    text,
    get json() {
      return JSON.parse(text) as unknown;
    },
  };
}

export function debounce<Given extends unknown[]>(run: (...given: Given) => unknown, waitMs = 0): (...given: Given) => void {
  let timerId = 0;
  return (...given) => {
    window.clearTimeout(timerId);
    timerId = window.setTimeout(() => run(...given), waitMs);
  };
}
