import type { Section } from './state-store';

/** Numbers that look random and are the same for the same seed (mulberry32). Its state survives a restart. */
export class SeededRandom {
  constructor(private readonly section: Section<{ state: number }>) {}

  /** 0 ≤ x < 1. */
  next(): number {
    const data = this.section.data;
    data.state = (data.state + 0x6d2b79f5) | 0;
    let t = Math.imul(data.state ^ (data.state >>> 15), 1 | data.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  chance(probability: number): boolean {
    return probability > 0 && this.next() < probability;
  }

  /** A whole number, both ends included. */
  integer(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  /** Lower-case hexadecimal digits. */
  hex(length: number): string {
    return Array.from({ length }, () => this.integer(0, 15).toString(16)).join('');
  }
}
