CREATE TABLE "saved_view" (
	"id" uuid PRIMARY KEY NOT NULL,
	"principal_id" uuid NOT NULL,
	"page" text NOT NULL,
	"name" text NOT NULL,
	"query" text NOT NULL,
	"created_at" timestamp (6) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "saved_view_name" UNIQUE("principal_id","page","name")
);
--> statement-breakpoint
DROP INDEX "prediction_model_time";--> statement-breakpoint
ALTER TABLE "prediction" ADD COLUMN "score_low" double precision;--> statement-breakpoint
ALTER TABLE "prediction" ADD COLUMN "score_high" double precision;--> statement-breakpoint
ALTER TABLE "prediction" ADD COLUMN "positives" integer;--> statement-breakpoint
ALTER TABLE "prediction" ADD COLUMN "score_band" smallint;--> statement-breakpoint
ALTER TABLE "saved_view" ADD CONSTRAINT "saved_view_principal_id_principal_id_fk" FOREIGN KEY ("principal_id") REFERENCES "public"."principal"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "prediction_score" ON "prediction" USING btree ("deployment_id","score_band","event_time") WHERE score_band is not null;--> statement-breakpoint
CREATE INDEX "prediction_scored_batch" ON "prediction" USING btree ("deployment_id","event_time") WHERE score_band is null and score_low is not null;