DROP INDEX "prediction_entity";--> statement-breakpoint
CREATE INDEX "prediction_entity" ON "prediction" USING gin ("entity_ids") WHERE entity_ids is not null;