import { judgeAudit } from './audit.rules';

const report = (...found: [string, string, unknown][]): string =>
  JSON.stringify({
    vulnerabilities: Object.fromEntries(found.map(([name, severity, fixAvailable]) => [name, { severity, fixAvailable }])),
  });

describe('the audit of packages', () => {
  it('is bad when something severe has a remedy', () => {
    expect(judgeAudit(report(['a', 'high', true], ['b', 'low', true]))).toEqual({ isBad: true, text: 'audit: to be put right: a (high)' });
    expect(judgeAudit(report(['a', 'critical', { name: 'c', version: '2.0.0' }])).isBad).toBe(true);
  });

  it('tells what has no remedy yet, and lets lesser things pass', () => {
    expect(judgeAudit(report(['a', 'critical', false]))).toEqual({
      isBad: false,
      text: 'audit: severe and without a remedy yet: a (critical)',
    });
    expect(judgeAudit(report(['a', 'moderate', true]))).toEqual({ isBad: false, text: 'audit: nothing severe; 1 lesser notes' });
    expect(judgeAudit(report()).isBad).toBe(false);
  });

  it('a registry that cannot be asked is said, and is nobody’s fault', () => {
    expect(judgeAudit('{"message":"405 Method Not Allowed","statusCode":405}').text).toContain('405');
    expect(judgeAudit('').isBad).toBe(false);
  });
});
