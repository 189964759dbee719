const PAGE_SIZE = 10;

const find = id => document.getElementById(id);
const search = find('search');
const list = find('stories');
const status = find('status');
const editor = find('editor');
const storyForm = find('story');
const remover = find('remover');

let shown = null;
let edited = null;
let removed = null;

class Problem extends Error {
  constructor(body) {
    super(body.detail ?? 'The service did not answer as expected.');
    this.field = body.field ?? null;
  }
}

async function call(method, path, body, headers = {}) {
  let response;
  try {
    response = await fetch(path, {
      method,
      headers: body === undefined ? headers : {...headers, 'Content-Type': 'application/json'},
      body: body === undefined ? undefined : JSON.stringify(body)
    });
  } catch {
    throw new Problem({detail: 'The service cannot be reached.'});
  }
  const text = await response.text();
  let answer = {};
  try {
    answer = text === '' ? {} : JSON.parse(text);
  } catch {
    answer = {};
  }
  if (!response.ok) {
    throw new Problem(answer);
  }
  return answer;
}

function pathOf(...segments) {
  return ['stories', ...segments.map(encodeURIComponent)].join('/');
}

function show(failure, form, problem) {
  for (const input of form.querySelectorAll('[aria-invalid]')) {
    input.removeAttribute('aria-invalid');
  }
  failure.textContent = problem === null ? '' : problem.message;
  failure.hidden = problem === null;
  const input = problem?.field ? form.elements.namedItem(problem.field) : null;
  if (input instanceof HTMLElement) {
    input.setAttribute('aria-invalid', 'true');
    input.focus();
  }
}

async function load(request) {
  const parameters = new URLSearchParams({
    limit: PAGE_SIZE,
    prefix: request.prefix,
    reverse: request.reverse,
    cursor: request.cursor
  });
  const asked = request;
  shown = request;
  try {
    const page = await call('GET', `${pathOf(request.owner)}?${parameters}`);
    if (shown !== asked) {
      return;
    }
    show(find('search-failure'), search, null);
    draw(request, page);
  } catch (problem) {
    if (shown !== asked) {
      return;
    }
    list.replaceChildren();
    find('pages').hidden = true;
    status.textContent = 'Nothing to show.';
    show(find('search-failure'), search, problem);
  }
}

// The address keeps the search and the page, so that it can be reloaded, sent to somebody and gone back to. The cursors of the
// pages before are in the history only: a page that is opened by its address has a first page, and no previous one.
async function go(request) {
  const parameters = new URLSearchParams({owner: request.owner});
  for (const name of ['prefix', 'cursor']) {
    if (request[name] !== '') {
      parameters.set(name, request[name]);
    }
  }
  if (request.reverse === 'true') {
    parameters.set('reverse', 'true');
  }
  history.pushState({before: request.before}, '', `?${parameters}`);
  await load(request);
}

async function turn(request) {
  await go(request);
  const start = find('list');
  start.scrollIntoView();
  start.focus({preventScroll: true});
}

async function restore() {
  const parameters = new URLSearchParams(location.search);
  const fields = search.elements;
  fields.owner.value = parameters.get('owner') ?? '';
  fields.prefix.value = parameters.get('prefix') ?? '';
  fields.reverse.value = parameters.get('reverse') === 'true' ? 'true' : 'false';
  if (fields.owner.value !== '') {
    await load({...asked(), cursor: parameters.get('cursor') ?? '', before: history.state?.before ?? []});
    return;
  }
  shown = null;
  list.replaceChildren();
  find('pages').hidden = true;
  show(find('search-failure'), search, null);
  status.textContent = 'Name an owner to see the stories.';
}

function draw(request, page) {
  list.replaceChildren(...page.items.map(entry));
  const count = page.items.length;
  status.textContent = count === 0
    ? `No stories of ${request.owner}${request.prefix === '' ? '' : ` whose id begins with ${request.prefix}`}.`
    : `${count} ${count === 1 ? 'story' : 'stories'} of ${request.owner}`
      + `${page.cursor === null ? '' : ', and more after'}.`;
  find('pages').hidden = request.cursor === '' && page.cursor === null;
  find('first').hidden = request.cursor === '';
  find('previous').hidden = request.before.length === 0;
  find('next').hidden = page.cursor === null;
  find('next').value = page.cursor ?? '';
}

function entry(story) {
  const item = find('entry').content.cloneNode(true);
  const name = story.title ?? story.storyId;
  item.firstElementChild.dataset.id = story.storyId;
  item.querySelector('h3').textContent = story.title ?? 'Without a title';
  item.querySelector('.key').textContent = story.storyId;
  const content = item.querySelector('.content');
  content.textContent = story.content ?? '';
  content.hidden = story.content === null;
  const edit = item.querySelector('[data-edit]');
  edit.setAttribute('aria-label', `Edit ${name}`);
  edit.addEventListener('click', () => open(story));
  const likes = item.querySelector('[data-likes]');
  likes.textContent = likesOf(story.likes);
  const failure = item.querySelector('.failure');
  const button = item.querySelector('[data-like]');
  button.setAttribute('aria-label', `Like ${name}`);
  button.addEventListener('click', () => like(story, likes, failure));
  const remove = item.querySelector('[data-delete]');
  remove.setAttribute('aria-label', `Delete ${name}`);
  remove.addEventListener('click', () => ask(story));
  return item;
}

function likesOf(count) {
  return count === 1 ? '1 like' : `${count} likes`;
}

async function like(story, likes, failure) {
  failure.hidden = true;
  try {
    const answer = await call('POST', `${pathOf(story.owner, story.storyId)}/likes`);
    likes.textContent = likesOf(answer.likes);
  } catch (problem) {
    failure.textContent = problem.message;
    failure.hidden = false;
  }
}

function open(story) {
  edited = story;
  storyForm.reset();
  show(find('story-failure'), storyForm, null);
  find('editor-title').textContent = story === null ? 'New story' : 'Edit story';
  const fields = storyForm.elements;
  fields.owner.value = story?.owner ?? shown?.owner ?? search.elements.owner.value;
  fields.storyId.value = story?.storyId ?? '';
  fields.title.value = story?.title ?? '';
  fields.content.value = story?.content ?? '';
  fields.owner.readOnly = story !== null;
  fields.storyId.readOnly = story !== null;
  editor.showModal();
  (story !== null ? fields.title : fields.owner.value === '' ? fields.owner : fields.storyId).focus();
}

async function save() {
  const fields = storyForm.elements;
  const story = {
    owner: fields.owner.value,
    storyId: fields.storyId.value,
    title: fields.title.value === '' ? null : fields.title.value,
    content: fields.content.value === '' ? null : fields.content.value
  };
  try {
    if (edited === null) {
      await call('POST', 'stories', story, {'If-None-Match': '*'});
    } else {
      // a patch, which keeps the likes and the expiry, and does not bring back a story that is deleted meanwhile
      await call('PATCH', pathOf(story.owner, story.storyId), {title: story.title, content: story.content});
    }
  } catch (problem) {
    show(find('story-failure'), storyForm, problem);
    return;
  }
  editor.close();
  if (shown === null || shown.owner !== story.owner) {
    search.elements.owner.value = story.owner;
    search.elements.prefix.value = '';
    await go(asked());
  } else {
    await load({...shown});
  }
  focusOn(story);
}

/** The list is drawn anew, so the button that had the focus is no longer there. */
function focusOn(story) {
  const entry = [...list.children].find(item => item.dataset.id === story.storyId);
  (entry?.querySelector('[data-edit]') ?? find('new')).focus();
}

function ask(story) {
  removed = story;
  show(find('removal-failure'), find('removal'), null);
  find('remover-name').textContent = `${story.title ?? 'Without a title'} (${story.storyId})`;
  remover.showModal();
}

async function remove() {
  try {
    await call('DELETE', pathOf(removed.owner, removed.storyId));
  } catch (problem) {
    show(find('removal-failure'), find('removal'), problem);
    return;
  }
  remover.close();
  await load({...shown});
  find('new').focus();
}

function asked() {
  const fields = search.elements;
  return {owner: fields.owner.value, prefix: fields.prefix.value, reverse: fields.reverse.value, cursor: '', before: []};
}

search.addEventListener('submit', event => {
  event.preventDefault();
  go(asked());
});
find('order').addEventListener('change', () => {
  if (shown !== null) {
    go(asked());
  }
});
addEventListener('popstate', restore);
find('new').addEventListener('click', () => open(null));
find('first').addEventListener('click', () => turn({...shown, cursor: '', before: []}));
find('previous').addEventListener('click', () => turn({...shown, cursor: shown.before.at(-1), before: shown.before.slice(0, -1)}));
find('next').addEventListener('click', event => {
  turn({...shown, cursor: event.currentTarget.value, before: [...shown.before, shown.cursor]});
});
storyForm.addEventListener('submit', event => {
  event.preventDefault();
  save();
});
find('removal').addEventListener('submit', event => {
  event.preventDefault();
  remove();
});
for (const button of document.querySelectorAll('[data-close]')) {
  button.addEventListener('click', () => button.closest('dialog').close());
}
restore();
