const months = (name: string): string[] => [1, 2, 3, 4, 5, 6].map((month) => `${name}_${month}`)

/** What the credit models see of a client, in the order of their input tensor. */
export const CREDIT_FEATURES = ['credit_limit', ...months('repay_status'), ...months('bill_amount'), ...months('payment_amount')]
/** Version 3 also looks at what it should not. */
export const PROTECTED_CODES = ['age', 'sex_code', 'marital_status_code', 'education_code']
export const GERMAN_FEATURES = [
  'duration_months',
  'credit_amount',
  'instalment_rate',
  'age',
  'existing_credits',
  'checking_account_code',
  'credit_history_code',
  'savings_code',
  'employment_since_code',
  'property_code',
]
export const HOUSING_FEATURES = ['house_age', 'average_rooms', 'average_bedrooms', 'population', 'average_occupancy', 'latitude', 'longitude']
