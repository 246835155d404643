/** What `npm audit --json` writes, as far as it is looked at here. */
interface Report {
  readonly vulnerabilities?: Readonly<Record<string, { readonly severity: string; readonly fixAvailable: unknown }>>;
  readonly message?: string;
}

export interface AuditVerdict {
  readonly isBad: boolean;
  readonly text: string;
}

const SEVERE: ReadonlySet<string> = new Set(['high', 'critical']);

/** Bad is what is severe and has a remedy. A registry that does not answer the question is no verdict on the packages, and is said. */
export function judgeAudit(output: string): AuditVerdict {
  let report: Report;
  try {
    report = JSON.parse(output) as Report; // npm's own form, looked at below
  } catch {
    return { isBad: false, text: 'audit: npm gave no report; the packages were not looked up' };
  }
  if (!report.vulnerabilities)
    return { isBad: false, text: `audit: the registry did not answer (${report.message ?? 'no reason'}); the packages were not looked up` };
  const found = Object.entries(report.vulnerabilities);
  const severe = found.filter(([, { severity }]) => SEVERE.has(severity));
  const fixable = severe.filter(([, { fixAvailable }]) => fixAvailable !== false);
  const names = (list: typeof found): string => list.map(([name, { severity }]) => `${name} (${severity})`).join(', ');
  if (fixable.length > 0) return { isBad: true, text: `audit: to be put right: ${names(fixable)}` };
  if (severe.length > 0) return { isBad: false, text: `audit: severe and without a remedy yet: ${names(severe)}` };
  return { isBad: false, text: `audit: nothing severe; ${found.length} lesser notes` };
}
