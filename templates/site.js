(() => {
  'use strict';
  const root = document.body.dataset.root || '';
  const { entities } = window.specqlReference || { entities: [] };
  const make = (name, text, className) => {
    const node = document.createElement(name);
    if (text) node.textContent = text;
    if (className) node.className = className;
    return node;
  };

  // Letters without accents and without case: Straße is strasse.
  const folded = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toUpperCase().toLowerCase();

  // What can be found: entities, their actions, their fields.
  const things = [];
  entities.forEach((e) => {
    const page = root + e.href;
    things.push({ name: e.name, of: e.schema, text: e.text, href: page, weight: 0 });
    e.actions.forEach(([name, text]) => {
      things.push({ name, of: `action of ${e.name}`, text, href: `${page}#action-${name}`, weight: 1 });
    });
    e.fields.forEach((name) => {
      things.push({ name, of: `field of ${e.name}`, text: '', href: `${page}#field-${name}`, weight: 2 });
    });
  });
  things.forEach((t) => {
    t.plain = folded(t.name).replace(/_/g, '');
    t.all = folded(`${t.name} ${t.name.replace(/_/g, ' ')} ${t.plain} ${t.of} ${t.text}`);
  });

  // The fewer, the nearer: equal, beginning, within the name, within the text.
  const rank = (thing, words) => {
    if (!words.every((word) => thing.all.includes(word))) return -1;
    const word = words.join('').replace(/_/g, '');
    const at = thing.plain.indexOf(word);
    return (thing.plain === word ? 0 : at === 0 ? 10 : at > 0 ? 20 : 30) + thing.weight;
  };
  const find = (query) => {
    const words = folded(query).split(/\s+/).filter(Boolean);
    if (!words.length) return [];
    return things.map((thing) => [rank(thing, words), thing]).filter(([r]) => r >= 0)
      .sort((a, b) => a[0] - b[0] || a[1].name.length - b[1].name.length).slice(0, 20).map(([, thing]) => thing);
  };

  const form = document.querySelector('.search');
  const input = form.querySelector('input');
  const list = form.querySelector('ul');
  const status = form.querySelector('[role=status]');
  let found = [], at = -1;
  const choose = (i) => {
    at = i;
    [...list.children].forEach((item, k) => item.setAttribute('aria-selected', String(k === at)));
    if (at >= 0) {
      input.setAttribute('aria-activedescendant', `found-${at}`);
      list.children[at].scrollIntoView({ block: 'nearest' });
    } else input.removeAttribute('aria-activedescendant');
  };
  const close = () => {
    list.hidden = true;
    input.setAttribute('aria-expanded', 'false');
    choose(-1);
  };
  const go = (thing) => { close(); location.href = thing.href; };
  const show = () => {
    found = find(input.value);
    list.replaceChildren(...found.map((thing, i) => {
      const item = make('li');
      item.id = `found-${i}`;
      item.setAttribute('role', 'option');
      const name = make('b'), isolated = make('bdi', thing.name);
      name.append(isolated);
      item.append(name, ' ', make('small', thing.text ? `${thing.of}: ${thing.text}` : thing.of));
      item.addEventListener('mousedown', (event) => event.preventDefault());
      item.addEventListener('click', () => go(thing));
      return item;
    }));
    const any = found.length > 0;
    list.hidden = !any;
    input.setAttribute('aria-expanded', String(any));
    status.textContent = !input.value.trim() ? '' : any ? `${found.length} found` : 'Nothing found';
    status.className = input.value.trim() && !any ? '' : 'hidden';
    choose(any ? 0 : -1);
  };
  form.hidden = false;
  input.addEventListener('input', show);
  input.addEventListener('focus', () => { if (input.value) show(); });
  input.addEventListener('blur', close);
  input.addEventListener('keydown', (event) => {
    const n = found.length;
    if (event.key === 'Escape') { if (list.hidden) input.value = ''; close(); }
    else if (event.key === 'Enter' && at >= 0) { event.preventDefault(); go(found[at]); }
    else if (n && event.key === 'ArrowDown') { event.preventDefault(); if (list.hidden) show(); else choose((at + 1) % n); }
    else if (n && event.key === 'ArrowUp') { event.preventDefault(); choose((at + n - 1) % n); }
  });
  document.addEventListener('keydown', (event) => {
    const typing = event.target.closest && event.target.closest('input, textarea, select');
    if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      input.focus();
    }
  });

  // Code in colours; what is a word of which language does not matter much.
  const parts = /(--[^\n]*|\/\/[^\n]*)|('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|(\b\d+(?:\.\d+)?\b)|\b(SELECT|FROM|mutation|on|import|from|type|const|await|true|false|null)\b/g;
  document.querySelectorAll('.example code').forEach((code) => {
    const text = code.textContent, colours = document.createDocumentFragment();
    let at = 0;
    for (const found of text.matchAll(parts)) {
      const kind = ['comment', 'string', 'number', 'word'][found.slice(1).findIndex((part) => part !== undefined)];
      colours.append(text.slice(at, found.index), make('span', found[0], kind));
      at = found.index + found[0].length;
    }
    colours.append(text.slice(at));
    code.replaceChildren(colours);
  });

  // Examples as tabs, the same one for all actions, also on the next page.
  const chosen = (label) => {
    try {
      if (label) localStorage.setItem('specql-example', label);
      return localStorage.getItem('specql-example');
    } catch { return label; }
  };
  const sets = [...document.querySelectorAll('.examples')].map((section, n) => {
    const tabs = [], list = make('div', '', 'tabs');
    list.setAttribute('role', 'tablist');
    list.setAttribute('aria-label', 'Example in');
    section.querySelectorAll('.example').forEach((figure) => {
      const label = figure.querySelector('figcaption').textContent;
      if (label !== 'Variables' || !tabs.length) {
        const tab = make('button', label), panel = make('div', '', 'panel'), id = `example-${n}-${tabs.length}`;
        tab.type = 'button';
        tab.id = id;
        tab.setAttribute('role', 'tab');
        tab.setAttribute('aria-controls', `${id}-panel`);
        panel.id = `${id}-panel`;
        panel.setAttribute('role', 'tabpanel');
        panel.setAttribute('aria-labelledby', id);
        list.append(tab);
        tabs.push({ label, tab, panel });
      }
      tabs[tabs.length - 1].panel.append(figure);
    });
    section.replaceChildren(list, ...tabs.map(({ panel }) => panel));
    section.classList.add('tabbed');
    return tabs;
  });
  const showExample = (label) => sets.forEach((tabs) => {
    const at = Math.max(0, tabs.findIndex((t) => t.label === label));
    tabs.forEach(({ tab, panel }, i) => {
      tab.setAttribute('aria-selected', String(i === at));
      tab.tabIndex = i === at ? 0 : -1;
      panel.hidden = i !== at;
    });
  });
  showExample(chosen());
  sets.forEach((tabs) => tabs.forEach(({ label, tab }, i) => {
    const pick = (to) => {
      const top = tab.getBoundingClientRect().top;
      chosen(to.label);
      showExample(to.label);
      scrollBy({ top: tab.getBoundingClientRect().top - top, behavior: 'instant' });
      to.tab.focus({ preventScroll: true });
    };
    tab.addEventListener('click', () => pick(tabs[i]));
    tab.addEventListener('keydown', (event) => {
      const to = { ArrowRight: i + 1, ArrowLeft: i + tabs.length - 1, Home: 0, End: tabs.length - 1 }[event.key];
      if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      pick(tabs[to % tabs.length]);
    });
  }));

  // Headings that can be linked to, and where in the page one is.
  document.querySelectorAll('main :is(h2, h3, h4)[id]').forEach((heading) => {
    const link = make('a', '#', 'anchor');
    link.href = `#${heading.id}`;
    link.setAttribute('aria-label', `Link to ${heading.textContent}`);
    heading.append(link);
  });
  const places = [...document.querySelectorAll('.contents a')].map((link) => [link, document.getElementById(link.hash.slice(1))]).filter(([, to]) => to);
  const here = () => {
    const passed = places.filter(([, to]) => to.getBoundingClientRect().top < 140).pop() || places[0];
    places.forEach((place) => place[0].classList.toggle('here', place === passed));
  };
  if (places.length) {
    here();
    addEventListener('scroll', here, { passive: true });
  }

  // Code that can be copied.
  const copy = async (text, from) => {
    try { await navigator.clipboard.writeText(text); return true; } catch { /* not allowed here */ }
    const range = document.createRange();
    range.selectNodeContents(from);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    try { return document.execCommand('copy'); } catch { return false; }
  };
  document.querySelectorAll('.example').forEach((figure) => {
    const caption = figure.querySelector('figcaption'), code = figure.querySelector('code');
    const button = make('button', 'Copy');
    button.type = 'button';
    button.setAttribute('aria-label', `Copy ${caption.textContent}`);
    button.addEventListener('click', async () => {
      button.textContent = await copy(code.textContent, code) ? 'Copied' : 'Selected';
      status.textContent = `${button.textContent}: ${code.closest('.example').querySelector('figcaption').firstChild.textContent}`;
      status.className = 'hidden';
      setTimeout(() => { button.textContent = 'Copy'; }, 1600);
    });
    caption.append(button);
  });

  // Who refers to the entity: its own file does not say.
  const used = document.getElementById('used-by');
  if (used) {
    const me = entities.findIndex((e) => e.schema === used.dataset.schema && e.name === used.dataset.entity);
    entities.forEach((e) => e.refs.filter(([, to]) => to === me).forEach(([field]) => {
      const item = make('li'), link = make('a', e.name);
      link.href = root + e.href;
      item.append(link, ' by ', make('code', field));
      used.querySelector('ul').append(item);
    }));
    used.hidden = me < 0 || !used.querySelector('li');
  }

  // Pictures: pan and zoom by the view box; what belongs to a card stands out.
  document.querySelectorAll('.picture').forEach((box) => {
    const svg = box.querySelector('svg');
    const whole = svg.getAttribute('viewBox').split(' ').map(Number);
    let view = [...whole];
    const set = (next) => {
      const w = Math.min(Math.max(next[2], 200), whole[2] * 1.5), scale = w / next[2];
      view = [next[0] + (next[2] - w) / 2, next[1] + (next[3] - next[3] * scale) / 2, w, next[3] * scale];
      svg.setAttribute('viewBox', view.map((n) => n.toFixed(1)).join(' '));
      signs();
    };
    // Names of schemas are read from afar, those of entities from near.
    const signs = () => {
      svg.classList.toggle('away', unit() >= 1.9);
      svg.classList.toggle('near', unit() < 1.9);
    };
    const unit = () => {
      const r = svg.getBoundingClientRect();
      return Math.max(view[2] / r.width, view[3] / r.height);
    };
    const zoom = (by, fx = 0.5, fy = 0.5) => {
      const w = Math.min(Math.max(view[2] * by, 200), whole[2] * 1.5), k = w / view[2];
      set([view[0] + view[2] * (1 - k) * fx, view[1] + view[3] * (1 - k) * fy, w, view[3] * k]);
    };
    const pan = (x, y) => set([view[0] + view[2] * x, view[1] + view[3] * y, view[2], view[3]]);
    const tools = make('div', '', 'tools');
    [['Zoom in', () => zoom(0.7)], ['Zoom out', () => zoom(1.4)], ['Whole picture', () => set([...whole])]].forEach(([name, act]) => {
      const button = make('button', name);
      button.type = 'button';
      button.addEventListener('click', act);
      tools.append(button);
    });
    tools.append(make('p', 'Drag or arrow keys move, + and − zoom, 0 shows all'));
    box.prepend(tools);
    box.classList.add('live');
    svg.addEventListener('wheel', (event) => {
      if (!event.ctrlKey && !event.metaKey && !event.shiftKey) return;
      event.preventDefault();
      const r = svg.getBoundingClientRect();
      zoom(event.deltaY > 0 ? 1.15 : 0.87, (event.clientX - r.left) / r.width, (event.clientY - r.top) / r.height);
    }, { passive: false });
    let from = null, moved = false;
    svg.addEventListener('pointerdown', (event) => { if (event.button === 0 && event.isPrimary) { from = [event.clientX, event.clientY]; moved = false; } });
    addEventListener('pointermove', (event) => {
      if (!from || !event.isPrimary) return;
      if (!event.buttons) { from = null; return; } // let go where the page does not see it
      const x = event.clientX - from[0], y = event.clientY - from[1], u = unit();
      if (!moved && Math.hypot(x, y) < 4) return;
      moved = true;
      from = [event.clientX, event.clientY];
      set([view[0] - x * u, view[1] - y * u, view[2], view[3]]);
    });
    addEventListener('pointerup', () => { from = null; });
    // The click that ends a drag; one by the keyboard, which is none of a pointer, leads to the page.
    svg.addEventListener('click', (event) => { if (moved && event.detail) event.preventDefault(); }, true);
    svg.addEventListener('dragstart', (event) => event.preventDefault());
    box.addEventListener('keydown', (event) => {
      const act = {
        '+': () => zoom(0.7), '=': () => zoom(0.7), '-': () => zoom(1.4), 0: () => set([...whole]),
        ArrowLeft: () => pan(-0.15, 0), ArrowRight: () => pan(0.15, 0), ArrowUp: () => pan(0, -0.15), ArrowDown: () => pan(0, 0.15),
      }[event.key];
      if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      act();
    });
    signs();
    addEventListener('resize', signs);
    const cards = new Map([...svg.querySelectorAll('[data-card]')].map((card) => [card.dataset.card, card])), edges = new Map();
    svg.querySelectorAll('.edge').forEach((edge) => [edge.dataset.from, edge.dataset.to].forEach((card) => {
      if (!edges.has(card)) edges.set(card, []);
      edges.get(card).push(edge);
    }));
    const light = (card, on) => {
      svg.classList.toggle('lit', on);
      card.classList.toggle('on', on);
      (edges.get(card.dataset.card) || []).forEach((edge) => {
        edge.classList.toggle('on', on);
        [edge.dataset.from, edge.dataset.to].forEach((other) => cards.get(other).classList.toggle('on', on));
      });
    };
    // A link to a card shows it with what is around it.
    const visit = () => {
      const card = document.getElementById(location.hash.slice(1));
      if (!card || !svg.contains(card)) return;
      const boxes = [card, ...(edges.get(card.dataset.card) || []).flatMap((edge) => [edge.dataset.from, edge.dataset.to])
        .map((other) => cards.get(other))].map((node) => node.getBBox());
      const near = [Math.min(...boxes.map((b) => b.x)), Math.min(...boxes.map((b) => b.y)), Math.max(...boxes.map((b) => b.x + b.width)), Math.max(...boxes.map((b) => b.y + b.height))];
      const r = svg.getBoundingClientRect(), shape = r.width / r.height;
      const wide = Math.max(near[2] - near[0], (near[3] - near[1]) * shape) + 160, fits = wide < 1900;
      const b = fits ? { x: near[0], y: near[1], width: near[2] - near[0], height: near[3] - near[1] } : boxes[0];
      const w = Math.min(whole[2], fits ? Math.max(wide, 1200) : 1500), h = w / shape;
      set([b.x + b.width / 2 - w / 2, b.y + b.height / 2 - h / 2, w, h]);
      card.focus({ preventScroll: true });
      box.scrollIntoView({ block: 'start', behavior: 'instant' });
    };
    addEventListener('hashchange', visit);
    addEventListener('load', visit);
    cards.forEach((card) => {
      ['pointerenter', 'focus'].forEach((kind) => card.addEventListener(kind, () => light(card, true)));
      ['pointerleave', 'blur'].forEach((kind) => card.addEventListener(kind, () => light(card, false)));
      card.addEventListener('focus', () => {
        if (!card.matches(':focus-visible')) return;
        const b = card.getBBox(), outside = b.x < view[0] || b.y < view[1] || b.x + b.width > view[0] + view[2] || b.y + b.height > view[1] + view[3];
        if (outside) set([b.x + b.width / 2 - view[2] / 2, b.y + b.height / 2 - view[3] / 2, view[2], view[3]]);
      });
    });
  });
})();
