import { mount } from 'svelte';
import App from './App.svelte';
import './style/base.css';
import { language } from './words/language.svelte';

document.documentElement.lang = language.now;
const target = document.getElementById('app')!;
target.replaceChildren();
mount(App, { target });
