CREATE TABLE "budget" (
	"id" uuid PRIMARY KEY NOT NULL,
	"model_id" uuid,
	"team_id" uuid,
	"amount_per_month" numeric(20, 9),
	"currency" text NOT NULL,
	"effective_from" date NOT NULL,
	"created_by" uuid,
	"created_at" timestamp (6) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "budget_one_scope" CHECK (num_nonnulls("budget"."model_id", "budget"."team_id") <= 1)
);
--> statement-breakpoint
ALTER TABLE "budget" ADD CONSTRAINT "budget_model_id_model_id_fk" FOREIGN KEY ("model_id") REFERENCES "public"."model"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "budget" ADD CONSTRAINT "budget_team_id_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."team"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "budget" ADD CONSTRAINT "budget_created_by_principal_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."principal"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "budget_scope" ON "budget" USING btree ("model_id","team_id","effective_from");--> statement-breakpoint
CREATE TRIGGER budget_append_only BEFORE UPDATE OR DELETE ON budget FOR EACH ROW EXECUTE FUNCTION refuse_change();
