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

-- What the actions of a session did, for the page that follows each.
create table console_receipt (
    id text primary key,
    session_id text not null references console_session (id) on delete cascade,
    arrival bigint generated always as identity,
    body text not null
);
create index console_receipt_session on console_receipt (session_id, arrival);
