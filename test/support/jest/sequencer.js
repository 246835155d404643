const { default: Sequencer } = require('@jest/test-sequencer');

/** Files that take long, the longest first, so that none of them is left alone at the end of a first run; those that start processes stand apart. Later runs know how long each took. */
const LONG = [
  'faults.flow',
  'fuzz.flow',
  'postmart.conformance',
  'kill.flow',
  'faults-postmart.flow',
  'access.flow',
  'demo-kill.flow',
  'faults-voso.flow',
  'voso.conformance',
  'start.flow',
  'demo-story.flow',
  'hostile-archives.flow',
  'selling.flow',
  'acts-kill.flow',
  'readiness.sweep.db',
  'kit',
  'upload.flow',
  'import-kill.flow',
  'archive-kill.flow',
  'hostile-sheets.flow',
  'darkroom',
];

module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    if (sorted.every(({ duration }) => duration !== undefined)) return sorted;
    const place = ({ path: file }) => {
      const at = LONG.findIndex((name) => file.endsWith(`/${name}.spec.ts`));
      return at < 0 ? LONG.length : at;
    };
    return sorted.sort((one, other) => place(one) - place(other));
  }
};
