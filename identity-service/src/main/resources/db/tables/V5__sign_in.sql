-- Second factor; the secret is wrapped by the service's root key.
create table user_totp (
    object_id text primary key references directory_user on delete cascade,
    wrapped_secret bytea not null,
    confirmed boolean not null default false,
    last_step bigint not null default 0, -- a code counts once
    created_on timestamptz not null,
    -- Wrong codes count to a lockout of their own: a right password must not set them back.
    failed_codes integer not null default 0,
    locked_until timestamptz
);

-- A browser that has signed in; only the hash of its cookie is kept.
create table browser_session (
    session_hash bytea primary key,
    tenant_id text not null,
    object_id text not null,
    amr text not null,
    signed_in_on timestamptz not null,
    expires_on timestamptz not null
);

-- For which accounts the browser has shown a second factor: a guest's, in another tenant, is asked for there.
create table browser_session_factor (
    session_hash bytea not null references browser_session on delete cascade,
    object_id text not null,
    primary key (session_hash, object_id)
);

-- One sign-in: all its codes and refresh tokens end together.
create table sign_in_grant (
    grant_id text primary key,
    tenant_id text not null,
    client_id text not null,
    object_id text not null,
    signed_in_on timestamptz not null,
    revoked_on timestamptz,
    revoked_why text,
    -- A second factor counts for the account for which it was shown, which in another tenant is another one.
    factors text not null default ''
);
create index sign_in_grant_by_user on sign_in_grant (object_id);

create table authorization_code (
    code_hash bytea primary key,
    grant_id text not null references sign_in_grant on delete cascade,
    redirect_uri text not null,
    scope text not null,
    code_challenge text,
    code_challenge_method text,
    nonce text,
    version text not null check (version in ('V1', 'V2')),
    issued_on timestamptz not null,
    expires_on timestamptz not null,
    redeemed_on timestamptz
);

create table refresh_token (
    token_hash bytea primary key,
    grant_id text not null references sign_in_grant on delete cascade,
    issued_on timestamptz not null,
    expires_on timestamptz not null,
    rotated_on timestamptz
);
create index refresh_token_by_grant on refresh_token (grant_id);

create table device_code (
    device_code_hash bytea primary key,
    user_code text not null unique,
    tenant text not null, -- as the client named it
    client_id text not null,
    scope text not null,
    version text not null check (version in ('V1', 'V2')),
    state text not null check (state in ('PENDING', 'APPROVED', 'DECLINED', 'REDEEMED')),
    grant_id text references sign_in_grant on delete cascade,
    issued_on timestamptz not null,
    expires_on timestamptz not null,
    polled_on timestamptz
);
