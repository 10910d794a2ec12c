-- What Microsoft collects of submitted runs, until telemetry-service has it: ciphertext, under a data key that the root keys wrap.
create table collected_run (
    event_id text primary key,
    created  timestamptz not null,
    content  bytea       not null
);
create index collected_run_oldest on collected_run (created, event_id);

create table collected_key (
    name    text primary key,
    wrapped bytea not null
);
