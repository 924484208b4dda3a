CREATE TABLE "monitoring_cursor" (
	"deployment_id" uuid NOT NULL,
	"size" text NOT NULL,
	"read_until" timestamp (6) with time zone NOT NULL,
	CONSTRAINT "monitoring_cursor_deployment_id_size_pk" PRIMARY KEY("deployment_id","size")
);
--> statement-breakpoint
CREATE TABLE "monitoring_window" (
	"id" uuid PRIMARY KEY NOT NULL,
	"deployment_id" uuid NOT NULL,
	"size" text NOT NULL,
	"window_from" timestamp (6) with time zone NOT NULL,
	"window_to" timestamp (6) with time zone NOT NULL,
	"status" text DEFAULT 'open' NOT NULL,
	"attempt" integer DEFAULT 0 NOT NULL,
	"revision" integer DEFAULT 0 NOT NULL,
	"rows" bigint DEFAULT 0 NOT NULL,
	"labels" bigint DEFAULT 0 NOT NULL,
	"assessed_rows" bigint,
	"assessed_labels" bigint,
	"reference_snapshot_id" uuid,
	"summary" jsonb,
	"problem" jsonb,
	"assessed_at" timestamp (6) with time zone,
	"created_at" timestamp (6) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "monitoring_window_once" UNIQUE("deployment_id","size","window_from")
);
--> statement-breakpoint
ALTER TABLE "evidence" ADD COLUMN "window_id" uuid;--> statement-breakpoint
ALTER TABLE "evidence" ADD COLUMN "window_revision" integer;--> statement-breakpoint
ALTER TABLE "deployment" ADD COLUMN "window_size" text DEFAULT 'day' NOT NULL;--> statement-breakpoint
ALTER TABLE "label" ADD COLUMN "attributes" jsonb;--> statement-breakpoint
ALTER TABLE "prediction" ADD COLUMN "event_time" timestamp (6) with time zone;--> statement-breakpoint
-- Predictions are append-only; what was recorded before is dated by its receipt as the table is rewritten.
ALTER TABLE "prediction" ALTER COLUMN "event_time" TYPE timestamp (6) with time zone USING "received_at";--> statement-breakpoint
ALTER TABLE "prediction" ALTER COLUMN "event_time" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "monitoring_cursor" ADD CONSTRAINT "monitoring_cursor_deployment_id_deployment_id_fk" FOREIGN KEY ("deployment_id") REFERENCES "public"."deployment"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "monitoring_window" ADD CONSTRAINT "monitoring_window_deployment_id_deployment_id_fk" FOREIGN KEY ("deployment_id") REFERENCES "public"."deployment"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "monitoring_window" ADD CONSTRAINT "monitoring_window_reference_snapshot_id_snapshot_id_fk" FOREIGN KEY ("reference_snapshot_id") REFERENCES "public"."snapshot"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "monitoring_window_status" ON "monitoring_window" USING btree ("status","window_to");--> statement-breakpoint
CREATE INDEX "prediction_deployment_event" ON "prediction" USING btree ("deployment_id","event_time");--> statement-breakpoint
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_window_once" UNIQUE("window_id","window_revision","kind");--> statement-breakpoint
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_window_id_fk" FOREIGN KEY ("window_id") REFERENCES "public"."monitoring_window"("id");--> statement-breakpoint
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_window_whole" CHECK (("window_id" IS NULL) = ("window_revision" IS NULL) AND ("window_id" IS NULL OR "assessment_id" IS NULL));--> statement-breakpoint
ALTER TABLE "monitoring_window" ADD CONSTRAINT "monitoring_window_order" CHECK ("window_from" < "window_to");
