-- A reader follows the numbers of arrival, which are given out one batch at a time. The rest says who called, which ARM
-- scope the call is about, and the kind of flow that it marks.
alter table trace_span add column arrival bigint generated always as identity;
alter table trace_span add column caller_tenant_id text;
alter table trace_span add column caller_object_id text;
alter table trace_span add column scope text;
alter table trace_span add column flow text;
create unique index trace_span_arrival on trace_span (arrival);
create index trace_span_caller on trace_span (caller_object_id, trace_id) where caller_object_id is not null;
create index trace_span_scope on trace_span (scope, trace_id) where scope is not null;
create index trace_span_flow on trace_span (flow, arrival desc) where flow is not null;
