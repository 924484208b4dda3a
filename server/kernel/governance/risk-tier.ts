type Purpose = 'operational' | 'marketing' | 'credit' | 'employment' | 'health' | 'safety'
type Exposure = 'internal' | 'customer' | 'public'

const ABOUT_PEOPLE: readonly Purpose[] = ['credit', 'employment', 'health', 'safety']

/**
 * Materiality = exposure × purpose (SR 26-2): internal and operational or marketing is low; decisions about
 * people's credit, work, health or safety that reach customers or the public are high; everything else medium.
 */
export function riskTierOf(model: { purpose: Purpose; exposure: Exposure }): 'low' | 'medium' | 'high' {
  const aboutPeople = ABOUT_PEOPLE.includes(model.purpose)
  if (model.exposure === 'internal') return aboutPeople ? 'medium' : 'low'
  return aboutPeople ? 'high' : 'medium'
}
