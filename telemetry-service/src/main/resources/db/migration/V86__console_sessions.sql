-- People who are signed in to the console. Of a cookie only the hash is here; the refresh token is sealed by the root key.
create table console_session (
    id text primary key,
    cookie_hash bytea not null unique,
    tenant_id text not null,
    object_id text not null,
    display_name text not null,
    user_principal_name text not null,
    operator boolean not null,
    refresh_token bytea not null,
    -- while a process exchanges the refresh token, by the database's own clock
    refresh_claimed_at timestamptz,
    created_on timestamptz not null,
    used_on timestamptz not null
);

delete from console_receipt;
alter table console_receipt
    add constraint console_receipt_session_id_fkey foreign key (session_id) references console_session (id) on delete cascade;
