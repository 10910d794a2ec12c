-- Operations on key vaults (Azure's category AuditEvent): names and ids, no values.
create table vault_audit_event (
    event_id text primary key,
    vault_key text not null,
    occurred_at timestamptz not null,
    event text not null
);
create index vault_audit_event_newest on vault_audit_event (vault_key, occurred_at desc, event_id desc);
