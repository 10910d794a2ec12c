-- Long-running operations, which survive the process; and the activity log's outbox.
create table arm_operation (
    id text primary key,
    worker text not null,
    subject text not null,
    target_id text not null,
    method text not null,
    action text not null,
    location text not null,
    caller text not null,
    correlation_id text not null,
    activity_id text not null,
    status text not null,
    error_code text,
    error_message text,
    started_at timestamptz not null,
    ended_at timestamptz,
    -- W3C trace context of the request that opened an operation: what the operation does belongs to its trace.
    trace_parent text,
    -- What an operation has to tell at its end, as JSON.
    result text,
    -- What led to an operation's error, as JSON.
    error_details text
);
create index arm_operation_running on arm_operation (status) where status = 'InProgress';

create table activity_outbox (
    sequence bigint generated always as identity primary key,
    event_id text not null unique,
    message_key text not null,
    event text not null
);

-- ARM's own signing key, its private half wrapped under the service's root key.
create table assertion_key (
    key_id text primary key,
    wrapped_private_key bytea not null,
    public_key bytea not null,
    created_at timestamptz not null
);
