-- Work that goes on after a 202; what is not finished is taken up again after a restart.
create table operation (
    id text primary key,
    workspace_key text not null,
    workspace_id text not null,
    type text not null,
    target text not null,
    state text not null,
    step text,
    correlation_id text,
    error_code text,
    error_message text,
    created_at timestamptz not null,
    ended_at timestamptz,
    -- W3C trace context of the request that began an operation: what the operation does belongs to its trace.
    trace_parent text
);
create index operation_state on operation (state);

create table arm_operation (
    id uuid primary key,
    resource_id text not null,
    created_at timestamptz not null
);
