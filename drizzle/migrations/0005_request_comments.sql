CREATE TABLE "request_comment" (
	"id" uuid PRIMARY KEY NOT NULL,
	"request_id" uuid NOT NULL,
	"author_id" uuid NOT NULL,
	"role" text NOT NULL,
	"body" text NOT NULL,
	"mentions" uuid[] NOT NULL,
	"created_at" timestamp (6) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "request_comment" ADD CONSTRAINT "request_comment_request_id_approval_request_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."approval_request"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request_comment" ADD CONSTRAINT "request_comment_author_id_principal_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."principal"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "request_comment_request" ON "request_comment" USING btree ("request_id","created_at");--> statement-breakpoint
CREATE INDEX "request_comment_mentions" ON "request_comment" USING gin ("mentions");--> statement-breakpoint
CREATE TRIGGER request_comment_append_only BEFORE UPDATE OR DELETE ON request_comment FOR EACH ROW EXECUTE FUNCTION refuse_change();
