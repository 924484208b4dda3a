/** Recorded with every piece of evidence: which generation of the formulas computed it. */
export const KERNEL_VERSION = '1.0.0'
