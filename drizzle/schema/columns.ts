import { customType, timestamp, uuid } from 'drizzle-orm/pg-core'

export const bytea = customType<{ data: Uint8Array; driverData: Buffer }>({
  dataType: () => 'bytea',
  toDriver: (value) => Buffer.from(value),
})

/** JSON text kept byte for byte: read back as the string that was stored. */
export const jsonText = customType<{ data: string; driverData: string }>({ dataType: () => 'text' })

export const id = () => uuid('id').primaryKey()
export const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 6, mode: 'date' })
export const createdAt = () => instant('created_at').notNull().defaultNow()
