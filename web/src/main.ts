import { mount } from 'svelte';
import App from './App.svelte';
import './style/base.css';
import { language } from './words/language.svelte';

document.documentElement.lang = language.now;
// In a task of its own, so that a slow telephone answers a finger between reading the program and showing it.
setTimeout(() => {
  const target = document.getElementById('app')!;
  target.replaceChildren();
  mount(App, { target });
});
