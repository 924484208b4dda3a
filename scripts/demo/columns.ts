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

const CELL_MEASURES = ['radius', 'texture', 'perimeter', 'area', 'smoothness', 'compactness', 'concavity', 'concave_points', 'symmetry', 'fractal_dimension']
/** Mean, standard error and worst value of each measure of the cell nuclei in an image. */
export const TUMOUR_FEATURES = [
  ...CELL_MEASURES.map((measure) => `mean_${measure}`),
  ...CELL_MEASURES.map((measure) => `${measure}_error`),
  ...CELL_MEASURES.map((measure) => `worst_${measure}`),
]
const EIGHT = [0, 1, 2, 3, 4, 5, 6, 7]
/** Grey values of 8 x 8 pixels, row by row. */
export const DIGIT_FEATURES = EIGHT.flatMap((row) => EIGHT.map((column) => `pixel_${row}_${column}`))
export const INCOME_FEATURES = [
  'age',
  'education_years',
  'capital_gain',
  'capital_loss',
  'hours_per_week',
  'work_class_code',
  'marital_status_code',
  'occupation_code',
  'relationship_code',
]
export const EMPLOYMENT_FEATURES = [
  'age',
  'educational_attainment',
  'marital_status',
  'relationship',
  'disability',
  'employment_of_parents',
  'citizenship',
  'mobility',
  'military_service',
  'ancestry',
  'nativity',
  'hearing_difficulty',
  'vision_difficulty',
  'cognitive_difficulty',
  'sex_code',
  'race_code',
]
