// usage: node site.mjs PACKAGES WORK: looks at the sites of WORK/examples, WORK/hostile and WORK/many.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import vm from 'node:vm';
import { fileURLToPath, pathToFileURL } from 'node:url';

const [, , packages, work] = process.argv;
const require = createRequire(path.resolve(packages, 'node_modules/'));
const { chromium } = require('playwright-core');
const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
let passed = 0;
const faults = [];
const check = (what, holds, more = '') => {
  if (holds) passed++;
  else faults.push(`${what} ${more}`);
};
const site = (project) => path.join(work, project, 'docs/generated');
const files = (folder, suffix) => fs.readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith(suffix)).sort();

// ---- without a browser: links of every file ----

const ids = new Map();
const idsOf = (file) => {
  if (!ids.has(file)) ids.set(file, [...fs.readFileSync(file, 'utf8').matchAll(/ id="([^"]*)"/g)].map((m) => m[1]));
  return ids.get(file);
};
const links = (project) => {
  const root = site(project);
  let n = 0;
  for (const name of [...files(root, '.html'), ...files(root, '.svg'), ...files(root, '.md')]) {
    const file = path.join(root, name), text = fs.readFileSync(file, 'utf8');
    const markdown = name.endsWith('.md');
    const found = [...(markdown ? text.replace(/^(`{3,})\w*\n[^]*?^\1$/gm, '').replace(/`[^`\n]+`/g, '') : text).matchAll(markdown ? /(?<!\\)\]\(([^)]*)\)/g : /(?:href|src)="([^"]*)"/g)].map((m) => m[1]);
    for (const href of found) {
      if (href === 'data:,') continue;
      const [target, id] = href.split('#');
      const to = target ? path.resolve(path.dirname(file), target) : file;
      const there = fs.existsSync(to) && !path.relative(root, to).startsWith('..');
      n++;
      check(`${project}/${name}: ${href} leads nowhere`, there && (!id || idsOf(to).includes(id)));
    }
    const own = idsOf(file);
    check(`${project}/${name}: an id stands twice`, new Set(own).size === own.length, own.filter((id, i) => own.indexOf(id) !== i).join());
    if (!markdown) check(`${project}/${name}: a URL of elsewhere`, !/(?:href|src|action|poster|srcset)="(?:[a-z]+:)?\/\/|url\((?!#)|@import/.test(text));
    else check(`${project}/${name}: markup in Markdown`, !/<(?!a id="[\w-]+"><\/a>|\/a>|\/?code>|!-- Generated)/.test(text.replace(/^(`{3,})\w*\n[^]*?^\1$/gm, '').replace(/`[^`\n]+`/g, '')), text.match(/<(?!a id|\/?code|!--|\/a).{0,60}/)?.[0]);
  }
  check(`${project} has links`, n > 50, `${n}`);
};
['examples', 'hostile', 'many'].forEach(links);

// What the search finds is there.
for (const project of ['examples', 'hostile', 'many']) {
  const root = site(project), sandbox = { window: {} };
  vm.runInNewContext(fs.readFileSync(path.join(root, 'search.js'), 'utf8'), sandbox);
  const { entities } = sandbox.window.specqlReference;
  check(`${project}: the search knows all entities`, entities.length === files(root, '.html').filter((n) => n.includes('/')).length, `${entities.length}`);
  for (const e of entities) {
    const own = idsOf(path.join(root, e.href));
    const wanted = [...e.actions.map(([name]) => `action-${name}`), ...e.fields.map((name) => `field-${name}`)];
    check(`${project}/${e.href}: what the search leads to`, wanted.every((id) => own.includes(id)), wanted.filter((id) => !own.includes(id)).join());
    check(`${project}/${e.href}: refers to entities`, e.refs.every(([, to]) => entities[to]), JSON.stringify(e.refs));
  }
}

// Every page is valid HTML. A list of all values of a search would be no native element; titles are as long as authors make them.
const { HtmlValidate, StaticConfigLoader } = require('html-validate');
const validator = new HtmlValidate(new StaticConfigLoader({
  extends: ['html-validate:recommended'],
  rules: { 'doctype-style': ['error', { style: 'lowercase' }], 'prefer-native-element': ['error', { exclude: ['listbox', 'combobox'] }], 'long-title': 'off' },
}));
for (const project of ['examples', 'hostile', 'many'])
  for (const name of files(site(project), '.html').slice(0, project === 'many' ? 3 : undefined)) {
    const { results } = await validator.validateString(fs.readFileSync(path.join(site(project), name), 'utf8'), name);
    check(`${project}/${name}: HTML`, !results.length, results.flatMap((r) => r.messages.slice(0, 3)).map((m) => `${m.line}: ${m.message} (${m.ruleId})`).join('\n  '));
  }

// ---- in the browser ----

const profile = fs.mkdtempSync(path.join(work, 'profile-'));
const browser = await chromium.launchPersistentContext(profile, {
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
  headless: true,
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
});
const page = await browser.newPage();
let at = '';
page.on('pageerror', (error) => faults.push(`${at}: ${error.message}`));
page.on('console', (message) => { if (message.type() === 'error') faults.push(`${at}: ${message.text()}`); });
page.on('request', (request) => { if (!/^(file|data):/.test(request.url())) faults.push(`${at} asks for ${request.url()}`); });
page.on('dialog', () => faults.push(`${at} opens a dialog`));
const open = async (project, name) => {
  at = `${project}/${name}`;
  await page.goto(pathToFileURL(path.join(site(project), name)).href);
};
const where = () => path.relative(site('examples'), fileURLToPath(page.url().replace(/#.*/, '')));

// Nothing of an author's is markup: only elements and attributes of ours are there.
const TAGS = new Set(('html head meta title link body a header nav ul ol li label input kbd p div main section h1 h2 h3 h4 span bdi dl dt dd '
  + 'table thead tbody tr th td code figure figcaption pre button footer script small b svg style defs marker path rect text').split(' '));
for (const project of ['examples', 'hostile'])
  for (const name of files(site(project), '.html')) {
    await open(project, name);
    const seen = await page.evaluate(() => ({
      tags: [...new Set([...document.querySelectorAll('*')].map((e) => e.localName))],
      handlers: [...document.querySelectorAll('*')].flatMap((e) => e.getAttributeNames()).filter((a) => a.startsWith('on')),
      scripts: [...document.scripts].map((s) => s.getAttribute('src')),
      evil: window.evil,
      mode: document.compatMode,
      levels: [...document.querySelectorAll('h1,h2,h3,h4')].map((h) => Number(h.localName[1])),
      wide: document.documentElement.scrollWidth - innerWidth,
      text: document.body.innerText,
    }));
    check(`${at}: elements`, seen.tags.every((t) => TAGS.has(t)), seen.tags.filter((t) => !TAGS.has(t)).join());
    check(`${at}: handlers`, !seen.handlers.length, seen.handlers.join());
    check(`${at}: scripts`, seen.scripts.length === 2 && seen.scripts.every((s) => /^(\.\.\/)?(search|site)\.js$/.test(s)), seen.scripts.join());
    check(`${at}: ran an author's script`, seen.evil === undefined);
    check(`${at}: quirks`, seen.mode === 'CSS1Compat');
    check(`${at}: one h1, no level left out`, seen.levels.filter((l) => l === 1).length === 1 && seen.levels.every((l, i) => !i || l <= seen.levels[i - 1] + 1), seen.levels.join(''));
    check(`${at}: wider than the window`, seen.wide <= 0, `${seen.wide}`);
    check(`${at}: a hole of a template`, project === 'hostile' || !seen.text.includes('{{'));
  }
await open('hostile', 'sales/evil0.html');
check('the description is text', (await page.textContent('h1 + .prose')) === '</script><script>window.evil = 1</script><img src=x onerror="window.evil = 2">');

const unquote = (html) => html.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&#39;/g, "'").replace(/&amp;/g, '&');

// What a page says of an action.
await open('examples', 'crm/contact.html');
const action = page.locator('section.action', { has: page.locator('#action-subscribe') });
const said = await action.textContent();
for (const words of ['caller.can_edit_contact', 'already_subscribed', 'newsletter', 'app.subscribe', 'SubscribeSuccess', 'useSubscribe', 'mutation Subscribe'])
  check(`subscribe says ${words}`, said.includes(words));
check('six examples', (await action.locator('.example').count()) === 6, `${await action.locator('.example').count()}`);
// One tab is seen, the arrow keys choose another, for all actions and on the next page.
const tabs = action.getByRole('tab');
check('tabs', (await tabs.allTextContents()).join() === 'SQL,GraphQL,Apollo Client,TanStack Query,urql', (await tabs.allTextContents()).join());
check('the first is seen', (await action.locator('.example:visible').count()) === 1);
await tabs.first().focus();
await page.keyboard.press('ArrowRight');
check('GraphQL and its variables are seen', (await action.locator('.example:visible figcaption').allTextContents()).join() === 'GraphQLCopy,VariablesCopy', (await action.locator('.example:visible figcaption').allTextContents()).join());
check('the tab has the focus', (await page.evaluate(() => document.activeElement.textContent)) === 'GraphQL');
check('other actions follow', (await page.locator('#examples-create_contact + .examples .example:visible').count()) === 2);
await open('examples', 'sales/order.html');
check('the next page knows it', (await page.locator('#examples-pay_order + .examples .example:visible').count()) === 2);
await page.locator('#examples-pay_order + .examples').getByRole('tab', { name: 'SQL' }).click();
await open('examples', 'crm/contact.html');
check('the text of an example is as it was', (await action.locator('code.sql').textContent()) === unquote(fs.readFileSync(path.join(site('examples'), 'crm/contact.html'), 'utf8').match(/id="examples-subscribe"[^]*?<code class="sql">([^]*?)<\/code>/)[1]));
await browser.grantPermissions(['clipboard-read', 'clipboard-write']).catch(() => {});
const copy = action.getByRole('button', { name: 'Copy SQL' });
await copy.focus();
await page.keyboard.press('Enter');
await page.waitForFunction(() => [...document.querySelectorAll('.example button')].some((b) => b.textContent === 'Copied'), null, { timeout: 5000 })
  .then(() => check('copied', true), () => check('copied', false));
check('who listens is told', (await page.textContent('[role=status]')) === 'Copied: SQL', await page.textContent('[role=status]'));
await open('examples', 'crm/company.html');
check('who refers to it', (await page.innerText('#used-by')).includes('Contact by company'));

// Click through: every link of the first page, and back by the crumbs.
await open('examples', 'index.html');
const cards = await page.locator('.cards a').count();
check('18 entities', cards === 18, `${cards}`);
await page.getByRole('link', { name: 'StockItem' }).click();
check('the card leads to its page', where() === 'sales/stock_item.html', where());
await page.getByRole('link', { name: 'Warehouse' }).first().click();
check('a reference leads to its target', where() === 'sales/warehouse.html', where());
await page.locator('.crumbs a').first().click();
check('the crumbs lead back', where() === 'index.html', where());
await page.getByRole('link', { name: 'Actions', exact: true }).click();
await page.getByRole('link', { name: 'ship_order' }).click();
check('an action leads to its place', page.url().endsWith('sales/order.html#action-ship_order'), page.url());

// Search, by the keyboard alone.
for (const [words, to] of [['stock', 'sales/stock_item.html'], ['qualify', null], ['subscribe', 'crm/contact.html#action-subscribe'],
  ['vat number', 'crm/company.html#field-vat_number'], ['taxrate', 'billing/tax_rate.html'], ['shelf of the cat', 'catalog/category.html'],
  ['CAFE office', 'crm/company.html']]) {
  await open('examples', 'sales/order.html');
  await page.keyboard.press('/');
  await page.keyboard.type(words);
  const n = await page.locator('#found li').count();
  if (!to) {
    check(`${words} is nowhere`, n === 0 && (await page.innerText('.search [role=status]')) === 'Nothing found');
    continue;
  }
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.href.endsWith(to), { timeout: 5000 }).catch(() => {});
  check(`search finds ${words}`, page.url().endsWith(to), page.url());
}
await open('hostile', 'index.html');
await page.keyboard.press('/');
await page.keyboard.type('evil');
check('the list of what is found holds text', (await page.locator('#found img, #found script, #found i').count()) === 0 && (await page.locator('#found li').count()) > 3);
await page.keyboard.press('ArrowDown');
check('the second is chosen', (await page.getAttribute('#search', 'aria-activedescendant')) === 'found-1');
await page.keyboard.press('Escape');
check('closed', await page.locator('#found').isHidden());

// The skip link is the first stop.
await open('examples', 'index.html');
await page.keyboard.press('Tab');
check('skip link first', await page.evaluate(() => document.activeElement.className === 'skip'));
await page.keyboard.press('Enter');
check('it leads to the text', await page.evaluate(() => document.activeElement.id === 'main'));

// Pictures: no card covers another, no arrow crosses a card, no text leaves its card or meets another text. How many arrows run
// along another that comes from elsewhere.
const measure = () => page.evaluate(() => {
  const svg = document.querySelector('svg.map');
  const boxes = [...svg.querySelectorAll('.box')].map((b) => ['x', 'y', 'width', 'height'].map((k) => Number(b.getAttribute(k))));
  let covered = 0, crossed = 0, left = 0;
  boxes.forEach((a, i) => boxes.slice(i + 1).forEach((b) => {
    if (a[0] < b[0] + b[2] && b[0] < a[0] + a[2] && a[1] < b[1] + b[3] && b[1] < a[1] + a[3]) covered++;
  }));
  svg.querySelectorAll('.edge').forEach((edge) => {
    let x, y;
    for (const [, command, numbers] of edge.getAttribute('d').matchAll(/([MLQ])([-\d ]+)/g)) {
      const [nx, ny] = numbers.split(' ').map(Number).slice(-2);
      if (command !== 'M' && boxes.some((b) => Math.max(x, nx) > b[0] && Math.min(x, nx) < b[0] + b[2] && Math.max(y, ny) > b[1] && Math.min(y, ny) < b[1] + b[3])) crossed++;
      [x, y] = [nx, ny];
    }
  });
  svg.querySelectorAll('.card').forEach((card) => {
    const box = card.querySelector('.box').getBBox();
    card.querySelectorAll('text').forEach((text) => {
      const t = text.getBBox();
      if (t.x < box.x || t.x + t.width > box.x + box.width || t.y + t.height > box.y + box.height + 1) left++;
    });
    const notes = [...card.querySelectorAll('.note')].map((n) => n.getBBox());
    card.querySelectorAll('.line').forEach((line) => {
      const l = line.getBBox(), note = notes.find((n) => Math.abs(n.y - l.y) < 2);
      if (note && l.x + l.width > note.x) left++;
    });
  });
  const pieces = [...svg.querySelectorAll('.edge')].map((edge) => {
    const points = [...edge.getAttribute('d').matchAll(/[MLQ]([-\d ]+)/g)].map((m) => m[1].split(' ').map(Number).slice(-2));
    return { start: points[0].join(), parts: points.slice(1).map(([x, y], k) => [...points[k], x, y]).filter(([x, y, u, v]) => x === u || y === v) };
  });
  const along = ([x, y, u, v], [s, t, w, z]) => (x === u && s === w && Math.abs(x - s) < 2 ? Math.min(Math.max(y, v), Math.max(t, z)) - Math.max(Math.min(y, v), Math.min(t, z))
    : y === v && t === z && Math.abs(y - t) < 2 ? Math.min(Math.max(x, u), Math.max(s, w)) - Math.max(Math.min(x, u), Math.min(s, w)) : 0);
  const shared = boxes.length > 100 ? -1 : pieces.filter((a, i) => pieces.slice(i + 1).some((b) => a.start !== b.start && a.parts.some((p) => b.parts.some((q) => along(p, q) > 3)))).length;
  const meet = (a, b) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
  const texts = [...svg.querySelectorAll('text:not(.far)')].map((text) => text.getBBox()).sort((a, b) => a.x - b.x);
  const groups = [...svg.querySelectorAll('.group')].map((text) => text.getBBox());
  let met = groups.filter((g) => boxes.some(([x, y, width, height]) => meet(g, { x, y, width, height }))).length;
  texts.forEach((a, i) => {
    for (let k = i + 1; k < texts.length && texts[k].x < a.x + a.width; k++) if (meet(a, texts[k])) met++;
  });
  const scale = svg.getScreenCTM().a, size = (kind) => Math.min(...[...svg.querySelectorAll(kind)].filter((t) => getComputedStyle(t).display !== 'none')
    .map((t) => parseFloat(getComputedStyle(t).fontSize) * scale));
  return { cards: boxes.length, edges: svg.querySelectorAll('.edge').length, covered, crossed, left, met, shared, name: size('.name'), line: size('.line'), far: size('.far') };
});
for (const [project, name, cards, edges] of [['examples', 'er.html', 18, 20], ['examples', 'impacts.html', 4, 1], ['hostile', 'er.html', 6, 6],
  ['few', 'er.html', 15, 24], ['few', 'impacts.html', 15, 20],
  ['many', 'er.html', 500, 600], ['many', 'impacts.html', 500, 480]]) {
  await open(project, name);
  const m = await measure();
  check(`${at}: cards`, m.cards >= cards && m.edges >= edges, JSON.stringify(m));
  check(`${at}: overlaps`, !m.covered && !m.crossed && !m.left && !m.met, JSON.stringify(m));
  // Fifteen are read as they come; of five hundred the schemas are, and after some steps of the zoom the entities.
  if (project === 'few') check(`${at}: is read at once`, m.cards === 15 && !m.shared && m.name >= 11 && m.line >= 9, JSON.stringify(m));
  if (project !== 'many') continue;
  check(`${at}: schemas are read at once`, m.cards === 500 && m.far >= 24, JSON.stringify(m));
  for (let i = 0; i < 4; i++) await page.getByRole('button', { name: 'Zoom in' }).click();
  const near = await measure();
  check(`${at}: entities are read from near`, near.name >= 9 && near.far === Infinity, JSON.stringify(near));
}
// The pictures alone are XML.
for (const project of ['examples', 'hostile', 'many'])
  for (const name of ['er.svg', 'impacts.svg']) {
    const text = fs.readFileSync(path.join(site(project), name), 'utf8');
    const root = await page.evaluate((t) => new DOMParser().parseFromString(t, 'image/svg+xml').documentElement.localName, text);
    check(`${project}/${name} is SVG`, root === 'svg', root);
  }
// From an entity's page to its place in a picture of 500.
await open('many', 'part3/thing233.html');
await page.getByRole('link', { name: 'relationships', exact: true }).click();
await page.waitForFunction(() => document.activeElement.id === 'card-part3-thing233', null, { timeout: 5000 }).catch(() => {});
const card = await page.evaluate(() => {
  const r = document.activeElement.getBoundingClientRect(), name = document.activeElement.querySelector('.name').getBoundingClientRect();
  return { id: document.activeElement.id, seen: r.left >= 0 && r.right <= innerWidth && r.top >= 0 && r.bottom <= innerHeight, height: name.height, lit: document.querySelectorAll('svg.map .card.on').length };
});
check('it is seen, can be read, and its neighbours stand out', card.id === 'card-part3-thing233' && card.seen && card.height >= 8 && card.lit >= 2, JSON.stringify(card));
await open('many', 'er.html');
const view = () => page.evaluate(() => document.querySelector('svg.map').getAttribute('viewBox').split(' ').map(Number));
const whole = await view();
await page.locator('[data-card="400"]').focus();
for (let i = 0; i < 8; i++) await page.keyboard.press('+');
const near = await view();
check('+ zooms', near[2] < whole[2] / 8, near.join());
await page.keyboard.press('ArrowRight');
check('arrows move', (await view())[0] > near[0]);
await page.keyboard.press('Tab');
const seen = await page.evaluate(() => {
  const r = document.activeElement.getBoundingClientRect(), s = document.querySelector('svg.map').getBoundingClientRect();
  return r.left >= s.left && r.right <= s.right && r.top >= s.top && r.bottom <= s.bottom && r.width > 60;
});
check('the card with the focus is in sight, and large', seen);
await page.keyboard.press('0');
check('0 shows all', (await view())[2] === whole[2]);
// It goes with the pointer that was put down, as long as that is down.
const pointer = (type, at, more) => page.evaluate(([name, x, init]) => document.querySelector('svg.map').dispatchEvent(
  new PointerEvent(name, { clientX: x, clientY: 300, bubbles: true, isPrimary: true, ...init })), [type, at, more]);
await pointer('pointerdown', 300, { buttons: 1 });
await pointer('pointerdown', 700, { buttons: 1, isPrimary: false });
await pointer('pointermove', 350, { buttons: 1 });
const dragged = await view();
check('it is dragged', dragged[0] < whole[0], dragged.join());
await pointer('pointermove', 700, { buttons: 1, isPrimary: false });
await pointer('pointermove', 600, { buttons: 0 });
await pointer('pointermove', 650, { buttons: 1 });
check('it stays where it was let go', (await view())[0] === dragged[0], (await view()).join());
await page.locator('[data-card="7"]').focus();
await page.keyboard.press('Enter');
await page.waitForURL(/thing\d+\.html$/).then(() => check('a card leads to its page', true), () => check('a card leads to its page', false));

// Accessibility, in both schemes and on a narrow screen.
for (const [project, name] of [['examples', 'index.html'], ['examples', 'crm/contact.html'], ['examples', 'sales/order.html'], ['examples', 'actions.html'],
  ['examples', 'er.html'], ['few', 'er.html'], ['few', 'impacts.html'], ['examples', 'impacts.html'], ['hostile', 'crm/evil1.html'], ['hostile', 'index.html']])
  for (const colorScheme of ['light', 'dark'])
    for (const width of [1280, 360]) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 800 });
      await open(project, name);
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'], preload: false }));
      check(`${at}, ${colorScheme}, ${width}: axe`, !violations.length,
        violations.map((v) => `${v.id} ${v.nodes.length} ${v.nodes[0].target} ${v.nodes[0].failureSummary}`).join('\n  '));
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      check(`${at}, ${width}: scrolls sideways`, wide <= 0, `${wide}`);
    }
await page.setViewportSize({ width: 320, height: 800 });
for (const name of files(site('hostile'), '.html')) {
  await open('hostile', name);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  check(`${at}, 320: scrolls sideways`, wide <= 0, `${wide}`);
}
// On paper nothing scrolls: A4 with its margins.
await page.emulateMedia({ media: 'print' });
await page.setViewportSize({ width: 718, height: 1000 });
for (const project of ['examples', 'hostile'])
  for (const name of files(site(project), '.html')) {
    await open(project, name);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    check(`${at}, on paper: wider than a page`, wide <= 0, `${wide}`);
  }
await page.emulateMedia({ media: 'screen' });
await page.emulateMedia({ reducedMotion: 'reduce' });
await open('examples', 'index.html');
check('no motion', await page.evaluate(() => getComputedStyle(document.documentElement).scrollBehavior) === 'auto');

await browser.close();
faults.forEach((fault) => console.log(`FAIL ${fault}`));
console.log(`${passed} passed, ${faults.length} failed`);
process.exit(faults.length || passed < 500 ? 1 : 0);
