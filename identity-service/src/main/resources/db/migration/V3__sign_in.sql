-- Who can sign in and how: users of several kinds, applications with their addresses and several credentials, what was handed out.
alter table tenant
    add column kind text not null default 'AAD' check (kind in ('AAD', 'B2C')),
    add column mfa_required boolean not null default false;

alter table directory_user
    add column account_enabled boolean not null default true,
    add column user_type text not null default 'Member' check (user_type in ('Member', 'Guest')),
    add column home_tenant_id text, -- of a guest: the tenant whose user it is
    add column home_object_id text, -- of a guest: that user
    add column invitation_redeemed boolean not null default true,
    add column mfa_required boolean not null default false,
    add column global_administrator boolean not null default false,
    add column given_name text,
    add column surname text,
    add column mail text,
    add column failed_sign_ins integer not null default 0,
    add column locked_until timestamptz,
    add column tokens_valid_from timestamptz, -- refresh tokens of earlier sign-ins are revoked
    add column created_on timestamptz;

alter table directory_group
    add column description text,
    add column mail_nickname text,
    add column created_on timestamptz;

-- An application has an object id of its own beside its service principal's.
alter table service_principal
    add column application_object_id text unique,
    add column account_enabled boolean not null default true,
    add column public_client boolean not null default false,
    add column assignment_required boolean not null default false,
    add column global_administrator boolean not null default false,
    add column identifier_uris text, -- JSON array
    add column created_on timestamptz;

alter table client_credential
    add column key_id text,
    add column display_name text,
    add column hint text,
    add column start_on timestamptz,
    add column expires_on timestamptz,
    add column certificate bytea; -- DER, when the public key came in one

create table redirect_uri (
    object_id text not null references service_principal on delete cascade,
    platform text not null check (platform in ('WEB', 'PUBLIC', 'SPA')),
    uri text not null,
    primary key (object_id, platform, uri)
);

-- What a user, or an administrator for all users (principal_id null), allows a client.
create table permission_grant (
    grant_id text primary key,
    tenant_id text not null references tenant,
    client_id text not null,
    principal_id text,
    resource text not null,
    scope text not null,
    granted_on timestamptz not null
);
create unique index permission_grant_by_client
    on permission_grant (tenant_id, client_id, coalesce(principal_id, ''), resource);

-- Second factor; the secret is wrapped by the service's root key.
create table user_totp (
    object_id text primary key references directory_user on delete cascade,
    wrapped_secret bytea not null,
    confirmed boolean not null default false,
    last_step bigint not null default 0, -- a code counts once
    created_on timestamptz not null
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

-- One sign-in: all its codes and refresh tokens end together.
create table sign_in_grant (
    grant_id text primary key,
    tenant_id text not null,
    client_id text not null,
    object_id text not null,
    amr text not null,
    signed_in_on timestamptz not null,
    revoked_on timestamptz,
    revoked_why text
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
