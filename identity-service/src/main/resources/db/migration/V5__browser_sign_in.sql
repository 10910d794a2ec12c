-- Wrong codes count to a lockout of their own: a right password must not set them back.
alter table user_totp
    add column failed_codes integer not null default 0,
    add column locked_until timestamptz;

-- For which accounts the browser has shown a second factor: a guest's, in another tenant, is asked for there.
create table browser_session_factor (
    session_hash bytea not null references browser_session on delete cascade,
    object_id text not null,
    primary key (session_hash, object_id)
);
