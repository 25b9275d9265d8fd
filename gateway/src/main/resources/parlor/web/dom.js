/**
 * Makes an element. Texts only ever become text, never markup.
 * @param {string} tag with classes, as in `button.primary`
 * @param {object} props attributes; `on…` are listeners, `text` is the content
 */
export function h(tag, props = {}, ...children) {
  const [name, ...classes] = tag.split('.');
  const element = document.createElement(name);
  element.classList.add(...classes);
  for (const [key, value] of Object.entries(props)) {
    set(element, key, value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

function set(element, key, value) {
  if (key.startsWith('on')) {
    element.addEventListener(key.slice(2), value);
  } else if (key === 'text') {
    element.textContent = value;
  } else if (value === true) {
    element.setAttribute(key, '');
  } else if (value !== false && value !== null && value !== undefined) {
    element.setAttribute(key, value);
  }
}

const SVG = 'http://www.w3.org/2000/svg';

const PATHS = {
  clip: ['M20 11.5 L12 19.5 a5 5 0 0 1 -7 -7 L13.5 4 a3.4 3.4 0 0 1 4.8 4.8 L10 17 a1.7 1.7 0 0 1 -2.4 -2.4 L15 7.2'],
  file: ['M6 3 H14 L19 8 V21 H6 Z', 'M14 3 V8 H19'],
  leave: ['M10 4 H5 V20 H10', 'M14 8 L18 12 L14 16', 'M18 12 H9'],
  menu: ['M4 7 H20', 'M4 12 H20', 'M4 17 H20'],
  people: ['M5.5 8 a3.5 3.5 0 1 0 7 0 a3.5 3.5 0 1 0 -7 0', 'M2.5 20 C2.5 15.5 5.5 14 9 14 C12.5 14 15.5 15.5 15.5 20',
    'M15.5 4.8 A3.5 3.5 0 0 1 15.5 11.2', 'M18 14.5 C20.5 15.3 21.5 17.3 21.5 20'],
  plus: ['M12 5 V19', 'M5 12 H19'],
  rooms: ['M4 5 H20 V16 H11 L7 20 V16 H4 Z', 'M8 9 H16', 'M8 12 H13'],
  send: ['M4 12 L20 4 L14 20 L11.5 13.5 Z', 'M11.5 13.5 L20 4'],
  search: ['M4 10.5 a6.5 6.5 0 1 0 13 0 a6.5 6.5 0 1 0 -13 0', 'M15.5 15.5 L20.5 20.5'],
  cross: ['M6 6 L18 18', 'M18 6 L6 18'],
  more: ['M12 5.5 V5.6', 'M12 12 V12.1', 'M12 18.5 V18.6'],
};

/** A drawing in the colour of the text around it. */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  svg.classList.add('icon');
  for (const d of PATHS[name]) {
    const path = document.createElementNS(SVG, 'path');
    path.setAttribute('d', d);
    svg.append(path);
  }
  return svg;
}

/** A button that shows an icon and is called by a name. */
export function iconButton(name, label, onclick, props = {}) {
  return h('button.icon-button', {type: 'button', 'aria-label': label, title: label, onclick, ...props}, icon(name));
}

/** A disc with a person's first letter, in a colour of the person's own. */
export function avatar(nickname, robot) {
  const disc = h('span.avatar', {'aria-hidden': 'true', text: String.fromCodePoint(nickname.codePointAt(0)).toUpperCase()});
  if (robot) {
    disc.classList.add('robot');
  } else {
    disc.style.backgroundColor = `hsl(${hue(nickname)} 35% 42%)`;
  }
  return disc;
}

/** The same as in the desktop client. */
function hue(nickname) {
  let hash = 0;
  for (let i = 0; i < nickname.length; i++) {
    hash = (Math.imul(31, hash) + nickname.charCodeAt(i)) | 0;
  }
  return ((Math.imul(hash, 0x9E3779B9) % 360) + 360) % 360;
}
