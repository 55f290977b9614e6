import { TextDecoder, TextEncoder } from 'node:util';

/** What browsers have and jsdom has not. Nothing here answers: a test that needs an answer gives it itself. */
class Silent {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
  close(): void {}
  addEventListener(): void {}
}

Object.assign(globalThis, { TextEncoder, TextDecoder, ResizeObserver: Silent, IntersectionObserver: Silent, EventSource: Silent });
window.matchMedia = (media: string) =>
  ({
    matches: false,
    media,
    onchange: null,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
    addListener: () => undefined,
    removeListener: () => undefined,
    dispatchEvent: () => false,
  }) satisfies MediaQueryList;
window.scrollTo = () => undefined;
Element.prototype.scrollIntoView = () => undefined;
