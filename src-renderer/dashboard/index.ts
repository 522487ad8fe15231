import { mount } from 'svelte';

import type { DashboardPayload } from '../../src-main/export/dashboard/payload.ts';
import App from './App.svelte';
import { modelOf } from './model.ts';

const text = document.getElementById('payload')?.textContent ?? '';
const target = document.getElementById('app');
if (target) mount(App, { target, props: { model: modelOf(JSON.parse(text) as DashboardPayload) } });
