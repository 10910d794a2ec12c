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
    primary key (trace_id, span_id)
);
create index trace_span_correlation on trace_span (correlation_id);
