import type { PolicyDocument } from '#server/contracts/governance.ts'

/**
 * The policy that a new installation begins with. Four fifths is the convention of 29 CFR 1607.4(D); two people of
 * different roles for what is of high risk follows the separation of development and validation in SR 26-2.
 * A grant does not outlive the evidence that it stands on.
 */
export const DEFAULT_POLICY: PolicyDocument = {
  name: 'Default policy',
  gates: [
    { name: 'performance', kind: 'performance', lowerBoundAbove: { rocAuc: 0.5, r2: 0, accuracyOverMajorityShare: 0 } },
    { name: 'fairness', kind: 'fairness', metric: 'demographicParityRatio', limit: 0.8 },
    { name: 'drift', kind: 'drift', failsAt: ['drift'] },
    { name: 'data-quality', kind: 'data-quality', maximumBlockingFindings: 0 },
    { name: 'explanation', kind: 'explanation', mustBeExact: false },
    { name: 'card', kind: 'card', mustBeComplete: true },
  ],
  approval: {
    low: { approvals: 1, distinctRoles: false },
    medium: { approvals: 2, distinctRoles: false },
    high: { approvals: 2, distinctRoles: true },
  },
  evidenceMaxAgeDays: 90,
  inconclusiveBlocksAt: ['high'],
  grantDays: 90,
}
