'use strict';

// Tells what keeps a change from being served, and shows a changed schema. Only while a project is being developed.

const EVERY_MILLISECONDS = 1000;

const banner = document.createElement('pre');
banner.className = 'problem';
banner.setAttribute('role', 'alert');
banner.hidden = true;
document.body.append(banner);

let schema = null;

function tell(problem) {
  banner.hidden = !problem;
  if (banner.textContent !== (problem || '')) {
    banner.textContent = problem || '';
  }
}

async function look() {
  try {
    const response = await fetch('/graphiql/state', { cache: 'no-store' });
    const state = await response.json();
    tell(state.problem);
    if (schema !== null && schema !== state.schema) {
      if (schema === 0) {
        // There was nothing to ask for when the page was opened, and that is what its tab says.
        localStorage.removeItem('graphiql:tabState');
        location.reload();
        return;
      }
      render([]);
    }
    schema = state.schema;
  } catch (error) {
    tell('The server does not answer.');
  }
  setTimeout(look, EVERY_MILLISECONDS);
}

look();
