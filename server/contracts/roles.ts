export const ROLES = ['viewer', 'auditor', 'ml-engineer', 'reviewer', 'compliance-officer', 'finops', 'admin'] as const
export type Role = (typeof ROLES)[number]

export const PRINCIPAL_KINDS = ['user', 'service'] as const
export type PrincipalKind = (typeof PRINCIPAL_KINDS)[number]
