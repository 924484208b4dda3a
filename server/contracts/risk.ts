export const PURPOSES = ['operational', 'marketing', 'credit', 'employment', 'health', 'safety'] as const
export type Purpose = (typeof PURPOSES)[number]
export const EXPOSURES = ['internal', 'customer', 'public'] as const
export type Exposure = (typeof EXPOSURES)[number]
export const RISK_TIERS = ['low', 'medium', 'high'] as const
export type RiskTier = (typeof RISK_TIERS)[number]
