-- The platform's traces: the last 10 000. Names, ids and verdicts only, so in clear.
create table trace (
    trace_id text primary key,
    arrival bigint generated always as identity,
    spans integer not null
);
create unique index trace_newest on trace (arrival desc);

create table trace_span (
    trace_id text not null references trace (trace_id) on delete cascade,
    span_id text not null,
    parent_id text,
    correlation_id text,
    service text not null,
    kind text not null,
    name text not null,
    started_nanos bigint not null,
    ended_nanos bigint not null,
    attributes text not null,
    -- A reader follows the numbers of arrival, which are given out one batch at a time. The rest says who called, which ARM
    -- scope the call is about, and the kind of flow that it marks.
    arrival bigint generated always as identity,
    caller_tenant_id text,
    caller_object_id text,
    scope text,
    flow text,
    primary key (trace_id, span_id)
);
create index trace_span_correlation on trace_span (correlation_id);
create unique index trace_span_arrival on trace_span (arrival);
create index trace_span_caller on trace_span (caller_object_id, trace_id) where caller_object_id is not null;
create index trace_span_scope on trace_span (scope, trace_id) where scope is not null;
create index trace_span_flow on trace_span (flow, arrival desc) where flow is not null;
